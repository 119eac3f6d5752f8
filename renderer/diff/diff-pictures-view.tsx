import { useEffect, useRef } from 'preact/hooks'
import { CircleStop } from 'lucide-preact'
import type { RgbaImage } from '../../core/image/rgba-image'
import { useWorkspace } from '../app/workspace'
import { DiagnosticText } from '../inspector/diagnostic-list'
import { words } from '../text/words'
import { formatNumber } from '../ui/format'
import type { PicturesOutcome } from './diff-pictures-store'
import type { ComparedPictures, PictureDifference } from './picture-difference'

/** Both pictures and their difference, made when they are asked for. */
export function DiffPicturesView() {
  const { pictures } = useWorkspace().diff
  const outcome = pictures.outcome.value
  return (
    <section class="diff-pictures" aria-label={words.diff.pictures} data-testid="diff-pictures">
      <PictureBar outcome={outcome} />
      {outcome?.kind === 'done' && <ThreePictures pictures={outcome.pictures} />}
      {outcome?.kind === 'failed' && <Failure outcome={outcome} />}
    </section>
  )
}

function PictureBar({ outcome }: { readonly outcome: PicturesOutcome | null }) {
  const { pictures } = useWorkspace().diff
  const running = pictures.running.value
  if (running) {
    const { side, progress } = running
    const part = progress && progress.total > 0 ? progress.done / progress.total : null
    return (
      <div class="diff-bar">
        <p class="muted" role="status">
          {words.diff.running(side, part === null ? null : Math.round(100 * part))}
        </p>
        <button type="button" class="button small" onClick={() => pictures.cancel()}>
          <CircleStop size={14} aria-hidden="true" /> {words.diff.stop}
        </button>
      </div>
    )
  }
  return (
    <div class="diff-bar">
      <button
        type="button"
        class="button small"
        onClick={() => void pictures.start().catch(reportError)}
        data-testid="diff-compare-pictures"
      >
        {outcome ? words.diff.compareAgain : words.diff.comparePictures}
      </button>
      <p class="muted">
        {outcome === null ? words.diff.picturesHint : pictures.isStale.value ? words.diff.stale : ''}
      </p>
    </div>
  )
}

function Failure({ outcome }: { readonly outcome: Extract<PicturesOutcome, { kind: 'failed' }> }) {
  return (
    <div class="diff-failure" role="alert">
      <p>{words.diff.failed(outcome.side)}</p>
      <ul>
        {outcome.diagnostics.map((diagnostic, index) => (
          <li key={index}>
            <DiagnosticText diagnostic={diagnostic} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the two pictures are called. */
interface Captions {
  readonly before: string
  readonly after: string
}

export function ThreePictures({
  pictures: { before, after, difference },
  captions = words.diff,
}: {
  readonly pictures: ComparedPictures
  readonly captions?: Captions
}) {
  return (
    <>
      <div class="diff-figures">
        <Figure image={before} caption={captions.before} />
        <Figure image={after} caption={captions.after} />
        {difference && <Figure image={difference.image} caption={words.diff.difference(difference.factor)} />}
      </div>
      {difference ? (
        <Facts difference={difference} />
      ) : (
        <p>{words.diff.sizes(sizeOf(before), sizeOf(after))}</p>
      )}
    </>
  )
}

function sizeOf({ width, height }: RgbaImage): string {
  return `${width} × ${height}`
}

function Facts({ difference: { largest, mean, changed } }: { readonly difference: PictureDifference }) {
  if (largest === 0) return <p data-testid="diff-equal">{words.diff.equal}</p>
  return (
    <dl class="diff-facts">
      <div>
        <dt>{words.diff.largest}</dt>
        <dd data-testid="diff-largest">{words.diff.of255(String(largest))}</dd>
      </div>
      <div>
        <dt>{words.diff.mean}</dt>
        <dd>{words.diff.of255(formatNumber(mean, 3))}</dd>
      </div>
      <div>
        <dt>{words.diff.pixels}</dt>
        <dd>{words.diff.percent(formatNumber(100 * changed, 3))}</dd>
      </div>
    </dl>
  )
}

function Figure({ image, caption }: { readonly image: RgbaImage; readonly caption: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const target = canvas.current
    if (!target) return
    target.width = image.width
    target.height = image.height
    const pixels = new ImageData(new Uint8ClampedArray(image.data), image.width, image.height)
    target.getContext('2d')?.putImageData(pixels, 0, 0)
  }, [image])
  return (
    <figure>
      <canvas ref={canvas} role="img" aria-label={words.diff.pictureOf(caption)} />
      <figcaption>{caption}</figcaption>
    </figure>
  )
}
