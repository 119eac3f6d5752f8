import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { crispSize } from '../../ui/crisp-size'
import { followPixelRatio } from '../../ui/follow-pixel-ratio'
import type { Pixels } from './channel-pixels'

interface Props {
  readonly pixels: Pixels
  readonly label: string
  /** In CSS pixels. Its place takes the picture's width, up to this, and gives the height. */
  readonly mostWidth: number
  /** A part of the picture to frame, in parts of its width and height. */
  readonly mark?: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
  }
  readonly onPointerMove?: (event: JSX.TargetedPointerEvent<HTMLDivElement>) => void
  readonly onPointerLeave?: () => void
  readonly onClick?: (event: JSX.TargetedMouseEvent<HTMLDivElement>) => void
}

/** Pixels as large as their place holds them, each the same whole number of the screen's. */
export function CrispCanvas({ pixels, label, mostWidth, mark, ...listeners }: Props) {
  const well = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const { width, height } = pixels

  useEffect(() => {
    const target = canvas.current
    if (!target) return
    target.width = width
    target.height = height
    target.getContext('2d')?.putImageData(new ImageData(pixels.rgba, width, height), 0, 0)
  }, [pixels])

  useEffect(() => {
    const place = well.current
    const box = frame.current
    if (!place || !box) return
    const fit = (): void => {
      const size = crispSize({ width, height }, mostWidth, place.clientHeight, window.devicePixelRatio)
      box.style.width = `${size.width}px`
      box.style.height = `${size.height}px`
    }
    fit()
    const observer = new ResizeObserver(fit)
    observer.observe(place)
    const stopRatio = followPixelRatio(fit)
    return () => {
      observer.disconnect()
      stopRatio()
    }
  }, [width, height, mostWidth])

  return (
    <div class="crisp-well" ref={well}>
      <div class="crisp" ref={frame} {...listeners}>
        <canvas ref={canvas} role="img" aria-label={label} />
        {mark && (
          <span
            class="crisp-mark"
            style={{
              left: `${mark.left * 100}%`,
              top: `${mark.top * 100}%`,
              width: `${mark.width * 100}%`,
              height: `${mark.height * 100}%`,
            }}
          />
        )}
      </div>
    </div>
  )
}
