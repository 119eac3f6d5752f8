/** How both sides of the editor's benchmark move the camera and take times. */

/** A step of the camera: the ground moves by CSS pixels, or the wheel turns at the middle. */
export type CameraStep = { readonly dx: number; readonly dy: number } | { readonly wheel: number }

/** From the whole graph in to 100 % and back, moving about at each of four distances. */
export function cameraPath(): readonly CameraStep[] {
  const pan = (dx: number, dy: number): CameraStep[] => Array.from({ length: 12 }, () => ({ dx, dy }))
  const zoom = (wheel: number, times: number): CameraStep[] =>
    Array.from({ length: times }, () => ({ wheel }))
  const about = [...pan(-9, -5), ...pan(9, 5)]
  const near = [...zoom(-100, 5), ...about]
  const far = [...zoom(100, 5), ...about]
  return [...about, ...near, ...near, ...near, ...far, ...far, ...far]
}

/** By how much the wheel zooms, as the editor's canvas does. */
export function wheelFactor(delta: number): number {
  return Math.exp(-delta * 0.0016)
}

/** When the next frame has been drawn and handed over. */
export function nextFrame(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now())
      port2.postMessage(null)
    })
  })
}

const spark = document.createElement('canvas')
spark.width = spark.height = 1
spark.style.cssText = 'position: fixed; left: 0; top: 0'
let sparks = 0

/**
 * Keeps frames coming as soon as they can: one pixel changes. While nothing does, the browser holds a frame back to a
 * rhythm of 60 a second, whatever it was told, and up to 17 ms of waiting would be taken for work.
 */
function strikeSpark(): void {
  if (!spark.isConnected) document.body.append(spark)
  const ctx = spark.getContext('2d')
  if (!ctx) return
  ctx.fillStyle = sparks++ % 2 === 0 ? '#333' : '#444'
  ctx.fillRect(0, 0, 1, 1)
}

/** Milliseconds until something is shown. */
export interface Shown {
  /** By the clock, with the browser's painting and its waiting for a frame. */
  readonly clock: number
  /** What the page itself did: scripts, style and layout, in the task and in the frame. */
  readonly work: number
}

/** Times `work` until the frame that shows it. */
export async function untilShown(work: () => void): Promise<Shown> {
  for (let frame = 0; frame < 3; frame++) {
    strikeSpark()
    await nextFrame()
  }
  strikeSpark()
  let frameStart = 0
  requestAnimationFrame(() => (frameStart = performance.now()))
  const start = performance.now()
  work()
  // Signals and components follow in microtasks.
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  const worked = performance.now() - start
  const inFrame = new Promise<number>((resolve) => {
    requestAnimationFrame(() => {
      document.body.getBoundingClientRect()
      resolve(performance.now() - frameStart)
    })
  })
  const clock = (await nextFrame()) - start
  return { clock, work: worked + (await inFrame) }
}

/** Milliseconds of each frame while the camera makes its way; a frame lasts until the next one may begin. */
export async function timeFrames(
  path: readonly CameraStep[],
  move: (step: CameraStep) => void,
): Promise<readonly number[]> {
  const times: number[] = []
  let last = await nextAnimationFrame()
  for (const step of path) {
    move(step)
    const now = await nextAnimationFrame()
    times.push(now - last)
    last = now
  }
  return times
}

function nextAnimationFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))
}
