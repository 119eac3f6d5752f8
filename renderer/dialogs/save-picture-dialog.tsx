import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { namedValues } from '../../core/weights/named-values'
import { everyNode } from '../../core/doc/block'
import { strip } from '../../core/doc/strip'
import type { NodeId } from '../../core/base/ids'
import { PNG_LIMITS } from '../../core/image/png'
import { useWorkspace } from '../app/workspace'
import { ourWords } from '../blocks/our-words'
import { pictureFile } from '../files/png'
import { titleInRun } from '../state/node-words'
import { sampleOf } from '../state/pictures'
import { words } from '../text/words'
import { Dialog } from '../ui/dialog'
import { SaveButtons } from '../ui/save-buttons'
import { Segments } from '../ui/segments'
import { SwitchRow } from '../ui/switch-row'

const SCALES = [1, 2, 4, 8] as const

/** Which of the pictures is saved, how large, and what goes along with it. */
export function SavePictureDialog() {
  const { dialogs, session, pictures, shownOutput, whole, live, root } = useWorkspace()
  const [output, setOutput] = useState<NodeId | null>(shownOutput.value)
  const [sample, setSample] = useState<number | null>(null)
  const [scale, setScale] = useState<number>(1)
  const [hasGraph, setGraph] = useState(true)
  const [isStripped, setStripped] = useState(false)
  const outputs = [...pictures.value.keys()]
  const node = output !== null && pictures.value.has(output) ? output : (outputs[0] ?? null)
  const picture = (node && live.state.value.pictures.get(node)) ?? null
  const samples = picture?.samples ?? 0
  const chosen = sample !== null && sample < samples ? sample : null
  const source = useMemo(() => picture && sampleOf(picture, chosen), [picture, chosen])
  const document = whole.document.value
  const values = useMemo(() => namedValues(everyNode(document)).size, [document])
  const width = (source?.width ?? 0) * scale
  const height = (source?.height ?? 0) * scale
  const tooLarge = Math.max(width, height) > PNG_LIMITS.side || width * height > PNG_LIMITS.pixels
  const say = words.out.picture

  function run(): void {
    if (!source) return
    dialogs.close()
    void session
      .exportDrawn('png', (content) => {
        const graph = isStripped
          ? strip(content, root.registry, { titles: true, notes: true, ours: ourWords }).document
          : content
        return Promise.resolve(pictureFile(enlarged(source, scale), hasGraph ? graph : null))
      })
      .catch(reportError)
  }

  return (
    <Dialog title={say.title} onClose={() => dialogs.close()}>
      {source && <Preview source={source} />}
      {outputs.length > 1 && (
        <label class="field">
          <span>{say.output}</span>
          <select
            value={node ?? ''}
            onChange={({ currentTarget }) => setOutput(idIn(outputs, currentTarget.value))}
          >
            {outputs.map((id) => (
              <option key={id} value={id}>
                {titleInRun(document, id)}
              </option>
            ))}
          </select>
        </label>
      )}
      {samples > 1 && (
        <label class="field">
          <span>{say.sample}</span>
          <select
            value={chosen ?? 'all'}
            onChange={({ currentTarget: { value } }) => setSample(value === 'all' ? null : Number(value))}
          >
            <option value="all">{say.all(samples)}</option>
            {Array.from({ length: samples }, (_, index) => (
              <option key={index} value={index}>
                {say.one(index + 1)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Segments
        legend={say.scale}
        name="scale"
        choices={SCALES}
        chosen={scale}
        label={say.scaleOf}
        choose={setScale}
      />
      <p
        class={tooLarge ? 'field-problem' : 'muted'}
        role={tooLarge ? 'alert' : undefined}
        data-testid="size"
      >
        {tooLarge
          ? say.tooLarge(width, height)
          : scale === 1
            ? say.pixels(width, height)
            : say.enlarged(width, height, scale)}
      </p>
      <SwitchRow
        label={say.withGraph}
        hint={values === 0 ? say.withGraphHint : say.withValues(values)}
        isOn={hasGraph}
        turn={setGraph}
      />
      <SwitchRow
        label={words.out.withoutNames}
        hint={words.out.withoutNamesHint}
        isOn={hasGraph && isStripped}
        turn={setStripped}
        disabled={!hasGraph}
      />
      <SaveButtons label={say.run} run={run} cancel={() => dialogs.close()} disabled={!source || tooLarge} />
    </Dialog>
  )
}

function idIn(ids: readonly NodeId[], text: string): NodeId | null {
  return ids.find((id) => id === text) ?? null
}

/** Every pixel as a square of pixels. */
function enlarged(source: HTMLCanvasElement, scale: number): HTMLCanvasElement {
  if (scale === 1) return source
  const canvas = document.createElement('canvas')
  canvas.width = source.width * scale
  canvas.height = source.height * scale
  const ctx = canvas.getContext('2d')
  if (!ctx) return source
  ctx.imageSmoothingEnabled = false
  ctx.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas
}

function Preview({ source }: { readonly source: HTMLCanvasElement }) {
  const element = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const canvas = element.current
    if (!canvas) return
    canvas.width = source.width
    canvas.height = source.height
    canvas.getContext('2d')?.drawImage(source, 0, 0)
  }, [source])
  return <canvas ref={element} class="out-picture" role="img" aria-label={words.out.preview} />
}
