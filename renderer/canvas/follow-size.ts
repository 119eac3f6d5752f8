import { followPixelRatio } from '../ui/follow-pixel-ratio'

/** The canvas' size on the screen, in device pixels, and how many of them a CSS pixel is. */
export interface ScreenSize {
  readonly width: number
  readonly height: number
  readonly ratio: number
}

/**
 * Calls back with the size, now and whenever it or the device pixel ratio changes. At a ratio such as 1.5 only the
 * browser knows on how many whole pixels an element lies; a canvas of any other number would be scaled, and blurred.
 */
export function followSize(canvas: HTMLCanvasElement, resized: (size: ScreenSize) => void): () => void {
  function measure(exact: ResizeObserverSize | undefined): void {
    const ratio = window.devicePixelRatio
    resized({
      width: wholePixels(canvas.clientWidth * ratio, exact?.inlineSize),
      height: wholePixels(canvas.clientHeight * ratio, exact?.blockSize),
      ratio,
    })
  }
  const observer = new ResizeObserver(([entry]) => measure(entry?.devicePixelContentBoxSize?.[0]))
  observe()
  // A browser without exact sizes tells nothing when only the ratio changes.
  const stopRatio = followPixelRatio(() => measure(undefined))
  return () => {
    observer.disconnect()
    stopRatio()
  }

  function observe(): void {
    try {
      observer.observe(canvas, { box: 'device-pixel-content-box' })
    } catch {
      // Safari has no such box, and throws.
      observer.observe(canvas)
    }
  }
}

/** The browser's own count where it is of this ratio; an emulated screen's is not. */
export function wholePixels(pixels: number, exact: number | undefined): number {
  return exact !== undefined && Math.abs(exact - pixels) < 1 ? exact : Math.round(pixels)
}
