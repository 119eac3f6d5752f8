import { useEffect, useRef } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import { useWorkspace } from '../app/workspace'
import type { LiveState } from '../engine/live'
import { formatDuration } from '../ui/format'
import { pictureStatus, type PictureStatus } from './picture-status'

/** The live picture: always the last one that could be made, and whether it is of today. */
export function PicturePanel() {
  const { pictures, shownOutput, live, store, editor } = useWorkspace()
  const node = shownOutput.value
  const canvas = node === null ? undefined : pictures.value.get(node)
  const records = [...store.document.value.nodes.values()]
  const hasOutput = records.some(({ type }) => editor.registry.get(type)?.role === 'output')
  const status = pictureStatus(live.state.value, hasOutput, canvas !== undefined)
  return (
    <section class="picture-panel" aria-label="Picture">
      <OutputTabs />
      <div class="picture-well">
        {canvas ? <PictureCanvas source={canvas} /> : <p class="picture-hint">{status.hint}</p>}
      </div>
      <StatusLine state={live.state.value} status={status} />
    </section>
  )
}

/** One tab for each output that has a picture, when there are several. */
function OutputTabs() {
  const { pictures, shownOutput, selection, store } = useWorkspace()
  const outputs = [...pictures.value.keys()]
  if (outputs.length < 2) return null
  return (
    <div class="output-tabs" role="tablist" aria-label="Outputs">
      {outputs.map((node) => (
        <button
          key={node}
          type="button"
          role="tab"
          aria-selected={node === shownOutput.value}
          data-tip={titleOf(node)}
          onClick={() => selection.selectNodes([node])}
        >
          {titleOf(node)}
        </button>
      ))}
    </div>
  )

  function titleOf(node: NodeId): string {
    return store.document.value.nodes.get(node)?.title ?? node
  }
}

function PictureCanvas({ source }: { readonly source: HTMLCanvasElement }) {
  const target = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = target.current
    if (!canvas) return
    canvas.width = source.width
    canvas.height = source.height
    canvas.getContext('2d')?.drawImage(source, 0, 0)
    const well = canvas.parentElement
    if (!well) return
    const fit = (): void => resize(canvas, well.clientWidth, well.clientHeight)
    fit()
    const observer = new ResizeObserver(fit)
    observer.observe(well)
    return () => observer.disconnect()
  }, [source])
  return <canvas ref={target} class="picture" role="img" aria-label="Live picture" data-testid="picture" />
}

/** Whole device pixels for each of the picture's, so that every pixel is the same size; smaller only when it must be. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  const ratio = window.devicePixelRatio
  const room = Math.min((width * ratio) / canvas.width, (height * ratio) / canvas.height)
  const zoom = room >= 1 ? Math.floor(room) : room
  canvas.style.width = `${(canvas.width * zoom) / ratio}px`
  canvas.style.height = `${(canvas.height * zoom) / ratio}px`
}

function StatusLine({ state, status }: { readonly state: LiveState; readonly status: PictureStatus }) {
  const { backend, fallback, report } = state
  const { tone, words } = status
  const details = [
    fallback,
    report && `Compiled in ${formatDuration(report.compileMs)}, ran in ${formatDuration(report.runMs)}.`,
  ]
  return (
    <p class="status-line" role="status" data-testid="engine-status" data-status={tone}>
      <span class={`status-dot ${tone}`} aria-hidden="true" />
      <span class="status-words" data-tip={words}>
        {words}
      </span>
      {backend && (
        <span class="status-detail" data-tip={details.filter(Boolean).join('\n') || undefined}>
          {backend === 'webgpu' ? 'WebGPU' : 'WASM'}
          {fallback !== null && ' (fallback)'}
          {report && ` · ${formatDuration(report.runMs)}`}
        </span>
      )}
    </p>
  )
}
