import { useComputed } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import { pathOf } from '../../core/doc/block-path'
import type { Document } from '../../core/doc/document'
import { expand } from '../../core/doc/expand'
import type { Registry } from '../../core/nodedef/registry'
import { useWorkspace } from '../app/workspace'
import type { LiveState } from '../engine/live'
import { ReproductionLine } from '../sharing/reproduction-line'
import { words } from '../text/words'
import { crispSize } from '../ui/crisp-size'
import { followPixelRatio } from '../ui/follow-pixel-ratio'
import { formatDuration } from '../ui/format'
import { useLate } from '../ui/use-late'
import { pictureStatus, type PictureStatus } from './picture-status'
import { RunAgain, RunProgress } from './run-progress'

/** The live picture: always the last one that could be made, and whether it is of today. */
export function PicturePanel() {
  const { pictures, shownOutput, live, whole, root } = useWorkspace()
  const hasOutput = useComputed(() => hasOutputIn(expand(whole.document.value), root.registry)).value
  const node = shownOutput.value
  const canvas = node === null ? undefined : pictures.value.get(node)
  const status = pictureStatus(live.state.value, hasOutput, canvas !== undefined)
  return (
    <section
      class="picture-panel"
      aria-label={words.picture.panel}
      tabIndex={-1}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && live.state.value.status === 'running') live.stop()
      }}
    >
      <OutputTabs />
      <div class="picture-well">
        {canvas ? <PictureCanvas source={canvas} /> : <p class="picture-hint">{status.hint}</p>}
      </div>
      <StatusLine state={live.state.value} status={status} />
      <ReproductionLine />
    </section>
  )
}

/** Asked after every edit, so nothing is copied. */
function hasOutputIn({ nodes }: Document, registry: Registry): boolean {
  for (const { type } of nodes.values()) if (registry.get(type)?.role === 'output') return true
  return false
}

/** One tab for each output that has a picture, when there are several. */
function OutputTabs() {
  const { pictures, shownOutput, selection, whole, editor } = useWorkspace()
  const outputs = [...pictures.value.keys()]
  if (outputs.length < 2) return null
  return (
    <div class="output-tabs" role="tablist" aria-label={words.picture.outputs}>
      {outputs.map((node) => (
        <button
          key={node}
          type="button"
          role="tab"
          aria-selected={node === shownOutput.value}
          data-tip={titleOf(node)}
          onClick={() => {
            const path = pathOf(node)
            editor.show(path.slice(0, -1))
            selection.selectNodes(path.slice(-1))
          }}
        >
          {titleOf(node)}
        </button>
      ))}
    </div>
  )

  function titleOf(node: NodeId): string {
    return expand(whole.document.value).nodes.get(node)?.title ?? node
  }
}

function PictureCanvas({ source }: { readonly source: HTMLCanvasElement }) {
  const target = useRef<HTMLCanvasElement>(null)
  // With the status that tells of it, not a frame after it.
  useLayoutEffect(() => {
    const canvas = target.current
    if (!canvas) return
    canvas.width = source.width
    canvas.height = source.height
    canvas.getContext('2d')?.drawImage(source, 0, 0)
    const well = canvas.parentElement
    if (!well) return
    const fit = (): void => {
      const size = crispSize(canvas, well.clientWidth, well.clientHeight, window.devicePixelRatio)
      canvas.style.width = `${size.width}px`
      canvas.style.height = `${size.height}px`
    }
    fit()
    const observer = new ResizeObserver(fit)
    observer.observe(well)
    const stopRatio = followPixelRatio(fit)
    return () => {
      observer.disconnect()
      stopRatio()
    }
  }, [source])
  return (
    <canvas ref={target} class="picture" role="img" aria-label={words.picture.live} data-testid="picture" />
  )
}

function StatusLine({ state, status }: { readonly state: LiveState; readonly status: PictureStatus }) {
  const { backend, fallback, report } = state
  const isLate = useLate(state.runningSince) !== null
  const said = useRef(status)
  // A run that is over in a moment changes no words.
  if (status.tone !== 'running' || isLate) said.current = status
  const { tone, words: told } = said.current
  const name = backend && words.engine.backends[backend]
  const details = [
    fallback,
    report && words.picture.took(formatDuration(report.compileMs), formatDuration(report.runMs)),
  ]
  const detail = name && (
    <span class="status-detail" data-tip={details.filter(Boolean).join('\n') || undefined}>
      {fallback === null ? name : words.picture.fallback(name)}
      {report && ` · ${formatDuration(report.runMs)}`}
    </span>
  )
  return (
    <div class="status-line" data-testid="engine-status" data-status={status.tone}>
      <span class="status-now">
        <span class={`status-dot ${tone}`} aria-hidden="true" />
        <span class="status-words" data-tip={told}>
          {told}
        </span>
      </span>
      {isLate ? <RunProgress /> : state.problem === null && state.status !== 'stopped' && detail}
      <RunAgain state={state} />
    </div>
  )
}
