/** One automatic layout at a time, off the window's thread, which can be stopped at any moment. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { ElkNode } from 'elkjs/lib/elk-api'
import type { MoveNodes } from '../../core/doc/commands/node-commands'
import type { LinkRecord } from '../../core/doc/document'
import type { Clock } from '../engine/clock'
import type { Notices } from '../state/notices'
import { words } from '../text/words'
import { layoutGraph, layoutMoves, type LayoutAnchor, type Placed } from './layout-graph'

/** Answers one question about one graph. Rejects when it cannot be loaded or breaks down. */
export type LayoutEngine = (question: ElkNode) => {
  readonly answer: Promise<ElkNode>
  stop(): void
}

export interface AutoLayout {
  readonly isRunning: ReadonlySignal<boolean>
  /** Where the nodes would go; null when it was stopped or could not be done, which a notice has said. */
  layOut(
    nodes: readonly Placed[],
    links: Iterable<LinkRecord>,
    anchor?: LayoutAnchor,
  ): Promise<MoveNodes['moves'] | null>
  stop(): void
}

/** What is over sooner needs no words. */
const MOMENT_MS = 400
/** A notice goes away by itself: it is shown anew before that. */
const AGAIN_MS = 10_000
const TOPIC = 'layout'

/** `load` brings the engine, the first time it is asked for. */
export function createAutoLayout(
  load: () => Promise<LayoutEngine>,
  notices: Notices,
  clock: Pick<Clock, 'after'>,
): AutoLayout {
  const isRunning = signal(false)
  let stop = (): void => undefined

  return {
    isRunning,
    stop: () => stop(),
    async layOut(nodes, links, anchor) {
      stop()
      let stopThis = (): void => undefined
      const stopped = new Promise<null>((resolve) => (stopThis = () => resolve(null)))
      stop = stopThis
      isRunning.value = true
      const question = layoutGraph(nodes, links)
      let forget = clock.after(MOMENT_MS, tell)
      function tell(): void {
        notices.show({
          tone: 'info',
          topic: TOPIC,
          message: words.arrange.layingOut(nodes.length),
          action: { label: words.arrange.stop, run: () => stopThis() },
        })
        forget = clock.after(AGAIN_MS, tell)
      }
      let engine: ReturnType<LayoutEngine> | null = null
      try {
        const start = await Promise.race([load(), stopped])
        engine = start && start(question)
        const answer = engine && (await Promise.race([engine.answer, stopped]))
        return answer && layoutMoves(nodes, answer, anchor)
      } catch (thrown) {
        const reason = thrown instanceof Error ? thrown.message : String(thrown)
        notices.show({
          tone: 'error',
          message: words.arrange.failed(reason),
          nextStep: words.arrange.tryAgain,
        })
        return null
      } finally {
        engine?.stop()
        forget()
        // A later one has a notice of its own by now.
        if (stop === stopThis) {
          isRunning.value = false
          notices.dismissTopic(TOPIC)
        }
      }
    },
  }
}
