import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import { createGraphProjection } from '../canvas/graph-projection'
import { words } from '../text/words'
import { Dialog } from '../ui/dialog'
import { SaveButtons } from '../ui/save-buttons'
import { Segments } from '../ui/segments'
import { SwitchRow } from '../ui/switch-row'
import {
  DIAGRAM_SCALES,
  diagramPng,
  diagramSvg,
  paintDiagram,
  pixelsOf,
  type DiagramLook,
} from './diagram-file'
import { diagramOf, type DiagramContent } from './draw-diagram'

const FORMATS = ['svg', 'png'] as const
const PARTS = ['whole', 'selected'] as const
const SCHEMES = ['light', 'dark'] as const

/** The shown graph as a drawing: which part of it, in which colours, how large. */
export function DiagramDialog() {
  const { dialogs, session, editor, scope, selection, pictures, theme } = useWorkspace()
  const selected = selection.current.value.nodes
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('svg')
  const [part, setPart] = useState<(typeof PARTS)[number]>(selected.size > 1 ? 'selected' : 'whole')
  const [scheme, setScheme] = useState<DiagramLook['scheme']>(theme.inUse.value)
  const [isClear, setClear] = useState(false)
  const [scale, setScale] = useState<number>(2)
  const shownPictures = pictures.value
  const content = useMemo(
    () =>
      diagramOf(
        createGraphProjection(editor),
        scope.seenMap(shownPictures),
        part === 'selected' ? selected : undefined,
      ),
    [editor, scope, shownPictures, part, selected],
  )
  const look: DiagramLook = { scheme, ground: isClear ? 'clear' : 'filled' }
  const pixels = pixelsOf(content.box, format === 'svg' ? 1 : scale)
  const tooLarge = format === 'png' && !pixels.fits
  const say = words.out.diagram

  function run(): void {
    dialogs.close()
    void session
      .exportDrawn(format, ({ project }) =>
        format === 'png'
          ? diagramPng(content, look, scale)
          : Promise.resolve(diagramSvg(content, look, project.name)),
      )
      .catch(reportError)
  }

  return (
    <Dialog title={say.title} onClose={() => dialogs.close()} wide>
      <DiagramPreview content={content} look={look} />
      <div class="out-choices">
        <Segments
          legend={say.format}
          name="format"
          choices={FORMATS}
          chosen={format}
          label={(choice) => say.formats[choice]}
          choose={setFormat}
        />
        <Segments
          legend={say.what}
          name="part"
          choices={PARTS}
          chosen={part}
          label={(choice) => {
            if (choice === 'whole') return say.whole
            return selected.size === 0 ? say.nothingSelected : say.selected(selected.size)
          }}
          choose={setPart}
          isDisabled={(choice) => choice === 'selected' && selected.size === 0}
        />
        <Segments
          legend={say.colours}
          name="scheme"
          choices={SCHEMES}
          chosen={scheme}
          label={(choice) => say.schemes[choice]}
          choose={setScheme}
        />
        {format === 'png' && (
          <Segments
            legend={say.scale}
            name="scale"
            choices={DIAGRAM_SCALES}
            chosen={scale}
            label={say.scaleOf}
            choose={setScale}
          />
        )}
      </div>
      <SwitchRow label={say.clear} hint={say.clearHint} isOn={isClear} turn={setClear} />
      <p
        class={tooLarge ? 'field-problem' : 'muted'}
        role={tooLarge ? 'alert' : undefined}
        data-testid="size"
      >
        {sizeWords(format, pixels)}
      </p>
      <SaveButtons label={say.run} run={run} cancel={() => dialogs.close()} disabled={tooLarge} />
    </Dialog>
  )
}

function sizeWords(format: 'svg' | 'png', { width, height, fits }: ReturnType<typeof pixelsOf>): string {
  const say = words.out.diagram
  if (format === 'svg') return say.drawingSize(width, height)
  return fits ? say.pixelSize(width, height) : say.tooLarge(width, height)
}

function DiagramPreview({ content, look }: { readonly content: DiagramContent; readonly look: DiagramLook }) {
  const element = useRef<HTMLCanvasElement>(null)
  const { scheme, ground } = look
  useEffect(() => {
    const canvas = element.current
    if (!canvas) return
    // A dialog has no size before it is shown.
    const observer = new ResizeObserver(() => drawPreview(canvas, content, { scheme, ground }))
    observer.observe(canvas)
    return () => observer.disconnect()
  }, [content, scheme, ground])
  return (
    <canvas
      ref={element}
      class="out-preview"
      role="img"
      aria-label={words.out.diagram.preview}
      style={{ colorScheme: scheme }}
    />
  )
}

/** As large as it fits, in the middle. */
function drawPreview(canvas: HTMLCanvasElement, content: DiagramContent, look: DiagramLook): void {
  const { clientWidth, clientHeight } = canvas
  const { width, height } = content.box
  const ctx = canvas.getContext('2d')
  if (!ctx || clientWidth === 0 || clientHeight === 0) return
  const ratio = window.devicePixelRatio
  const zoom = Math.min(1, clientWidth / width, clientHeight / height)
  canvas.width = Math.round(clientWidth * ratio)
  canvas.height = Math.round(clientHeight * ratio)
  ctx.scale(ratio, ratio)
  ctx.translate((clientWidth - width * zoom) / 2, (clientHeight - height * zoom) / 2)
  paintDiagram(ctx, content, look, zoom)
}
