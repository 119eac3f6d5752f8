import { useEffect, useRef } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import { useWorkspace } from '../app/workspace'
import type { LiveState } from '../engine/live'
import { formatDuration } from '../ui/format'

/** The live picture: always the last one that could be made, and whether it is of today. */
export function PicturePanel() {
  const { pictures, shownOutput, live } = useWorkspace()
  const node = shownOutput.value
  const canvas = node === null ? undefined : pictures.value.get(node)
  const state = live.state.value
  return (
    <section class="picture-panel" aria-label="Picture">
      <OutputTabs />
      <div class="picture-well">
        {canvas ? <PictureCanvas source={canvas} /> : <p class="picture-hint">{hintFor(state)}</p>}
      </div>
      <StatusLine state={state} hasPicture={canvas !== undefined} />
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

function StatusLine({ state, hasPicture }: { readonly state: LiveState; readonly hasPicture: boolean }) {
  const { status, backend, fallback, report, problem, diagnostics } = state
  const hasFailed = problem !== null || status === 'failed' || diagnostics.some((d) => d.severity === 'error')
  const details = [
    fallback,
    report && `Compiled in ${formatDuration(report.compileMs)}, ran in ${formatDuration(report.runMs)}.`,
  ]
  const words = problem ?? (hasFailed && hasPicture ? 'Last good picture: see Problems' : WORDS[status])
  return (
    <p class="status-line" role="status" data-testid="engine-status" data-status={hasFailed ? 'failed' : status}>
      <span class={`status-dot ${hasFailed ? 'failed' : status}`} aria-hidden="true" />
      <span class="status-words">{words}</span>
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

const WORDS: Readonly<Record<LiveState['status'], string>> = {
  starting: 'Starting the engine…',
  running: 'Running…',
  idle: 'Up to date',
  failed: 'No picture: see Problems',
}

function hintFor({ status, problem }: LiveState): string {
  if (problem !== null || status === 'failed') return 'No picture could be made.'
  if (status === 'idle') return 'Add an Image output and connect it to see a picture.'
  return 'The picture appears here.'
}
