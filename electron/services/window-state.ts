/** Where the window was, put back only where a display still shows it. Sizes and places are in DIP, as Electron's. */

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowState {
  /** Of the window when it is neither maximized nor full screen. */
  readonly bounds: Box
  readonly maximized: boolean
  readonly fullScreen: boolean
}

/** Without a place the system chooses one. */
export type Placement = Pick<Box, 'width' | 'height'> & Partial<Pick<Box, 'x' | 'y'>>

export const FIRST_SIZE = { width: 1440, height: 900 } as const
export const LEAST_SIZE = { width: 800, height: 500 } as const

/** How much of the title bar must show, so that the window can be seen and taken hold of. */
const HOLD = { width: 120, height: 32 } as const

/**
 * @param areas the displays' areas without task bars and docks, the primary one first; they may have changed in number,
 * place and scale since the state was noted
 */
export function placeWindow(saved: WindowState | null, areas: readonly Box[]): Placement {
  const [primary] = areas
  if (primary === undefined) return FIRST_SIZE
  if (saved === null) return fit(FIRST_SIZE, primary)
  const { bounds } = saved
  const shown = areas.reduce((sum, area) => sum + areaOf(overlap(bounds, area)), 0)
  // Windows may lie across displays, and hang out by a shadow's width: what was so, stays so.
  if (
    shown >= 0.95 * areaOf(bounds) &&
    bounds.width >= LEAST_SIZE.width &&
    bounds.height >= LEAST_SIZE.height
  )
    return bounds
  const title = { ...bounds, height: HOLD.height }
  const best = areas.find((area) => {
    const part = overlap(title, area)
    return part.width >= HOLD.width && part.height >= HOLD.height
  })
  if (best === undefined) return fit(bounds, primary)
  const { width, height } = fit(bounds, best)
  return {
    x: clamp(bounds.x, best.x, best.x + best.width - width),
    y: clamp(bounds.y, best.y, best.y + best.height - height),
    width,
    height,
  }
}

/** What is used of Electron's `BrowserWindow`. */
export interface PlacedWindow {
  getNormalBounds(): Box
  isMaximized(): boolean
  isFullScreen(): boolean
  isMinimized(): boolean
  on(event: PlaceEvent, listener: () => void): unknown
}
type PlaceEvent = (typeof PLACE_EVENTS)[number]

const PLACE_EVENTS = [
  'resize',
  'move',
  'maximize',
  'unmaximize',
  'enter-full-screen',
  'leave-full-screen',
  'close',
] as const

/** A drag tells of every step. */
const QUIET_MS = 500

/** Notes the window's place whenever it has come to rest, and once more when it closes. */
export function followPlace(window: PlacedWindow, note: (state: WindowState) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined

  function noteNow(): void {
    clearTimeout(timer)
    if (window.isMinimized()) return
    const { x, y, width, height } = window.getNormalBounds()
    note({
      bounds: { x, y, width, height },
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    })
  }
  for (const event of PLACE_EVENTS) {
    window.on(event, () => {
      clearTimeout(timer)
      if (event === 'close') noteNow()
      else timer = setTimeout(noteNow, QUIET_MS)
    })
  }
}

function fit({ width, height }: Pick<Box, 'width' | 'height'>, area: Box): Pick<Box, 'width' | 'height'> {
  return {
    width: Math.min(Math.max(width, LEAST_SIZE.width), area.width),
    height: Math.min(Math.max(height, LEAST_SIZE.height), area.height),
  }
}

function overlap(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  }
}

function areaOf({ width, height }: Box): number {
  return width * height
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most))
}
