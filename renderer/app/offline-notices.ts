import { effect } from '@preact/signals'
import type { Live } from '../engine/live'
import { keepOfflineCopy } from '../host/offline-copy'
import type { Notices } from '../state/notices'
import { words } from '../text/words'

const TOPIC = 'offline copy'

/** The copy is fetched when nothing else is: a first picture must not wait for it. */
const STILL_MS = 3000

/** Keeps the web build for use without a network, and says what the user can do about it. */
export function offerOfflineCopy(window: Window & typeof globalThis, live: Live, notices: Notices): void {
  const haveTime = (): Promise<void> => whenStill(live)
  keepOfflineCopy(window, haveTime, (event) => {
    switch (event.kind) {
      case 'kept':
        notices.show({
          tone: 'info',
          topic: TOPIC,
          message: words.offline.kept,
          // Until then the page has no threads: its host did not send the headers, and the copy does.
          ...(event.isIsolated
            ? {}
            : {
                nextStep: words.offline.keptStep,
                action: { label: words.offline.reload, run: event.reload },
              }),
        })
        return
      case 'newer':
        notices.show({
          tone: 'info',
          topic: TOPIC,
          message: words.offline.newer,
          nextStep: words.offline.newerStep,
          action: { label: words.offline.reload, run: event.reload },
          stays: true,
        })
        return
      case 'failed':
        // It works all the same while there is a network: nothing to interrupt anybody's work for.
        console.warn(words.offline.failed(event.reason ?? words.offline.notWhole))
    }
  })
}

/** Resolves when the engine has had nothing to do for a while. */
function whenStill(live: Live): Promise<void> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = effect(() => {
      clearTimeout(timer)
      if (live.state.value.status === 'running') return
      timer = setTimeout(() => {
        stop()
        resolve()
      }, STILL_MS)
    })
  })
}
