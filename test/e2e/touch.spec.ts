import type { CDPSession, Page } from '@playwright/test'
import { expect, test } from './pages/test'

/** Fingers, pens and trackpads, as the browser gets them. */

const LESSON = 'first-lesson.loom.json'

interface Point {
  readonly x: number
  readonly y: number
}

/** Fingers on the glass: each call says where all of them are now. */
class Fingers {
  readonly #session: CDPSession

  constructor(session: CDPSession) {
    this.#session = session
  }

  static async of(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page))
  }

  async down(...points: readonly Point[]): Promise<void> {
    await this.#send('touchStart', points)
  }

  async move(...points: readonly Point[]): Promise<void> {
    await this.#send('touchMove', points)
  }

  async up(...left: readonly Point[]): Promise<void> {
    await this.#send('touchEnd', left)
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<void> {
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }))
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
}

function away(point: Point, dx: number, dy: number): Point {
  return { x: point.x + dx, y: point.y + dy }
}

test.use({ hasTouch: true })

test('two fingers pinch about their middle and move the view', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.select('adain')
  const fingers = await Fingers.of(editor.page)
  const scale = async (): Promise<number> => Number(await editor.outline.getAttribute('data-scale'))
  await editor.canvas.focus()
  const middle = await editor.nodePlace('adain')
  const before = await scale()
  await fingers.down(away(middle, -60, 0), away(middle, 60, 0))
  for (const apart of [70, 80, 90]) await fingers.move(away(middle, -apart, 0), away(middle, apart, 0))
  await expect.poll(scale).toBeCloseTo(before * 1.5, 2)
  const after = await editor.nodePlace('adain')
  expect(Math.hypot(after.x - middle.x, after.y - middle.y)).toBeLessThan(2)

  await fingers.move(away(middle, -60, 30), away(middle, 120, 30))
  await expect
    .poll(async () => {
      const { x, y } = await editor.nodePlace('adain')
      return [Math.round(x - middle.x), Math.round(y - middle.y)]
    })
    .toEqual([30, 30])
  await fingers.up()
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
})

test('one finger moves the view on the ground, a node on a node, and a tap selects', async ({ editor }) => {
  await editor.openExample(LESSON)
  const fingers = await Fingers.of(editor.page)
  const grip = await editor.nodePlace('adain')
  await fingers.down(grip)
  await fingers.up()
  await expect(editor.inspector).toHaveAttribute('data-node', 'adain')
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()

  const before = await editor.nodeX('adain')
  await fingers.down(grip)
  await fingers.move(away(grip, 30, 0))
  await fingers.move(away(grip, 60, 0))
  await fingers.up()
  await expect.poll(() => editor.nodeX('adain')).toBeGreaterThan(before + 40)

  const box = await editor.canvas.boundingBox()
  const ground = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 40 }
  const place = await editor.nodePlace('conv')
  await fingers.down(ground)
  await fingers.move(away(ground, 20, 20))
  await fingers.move(away(ground, 50, 50))
  await fingers.up()
  await expect
    .poll(async () => {
      const { x, y } = await editor.nodePlace('conv')
      return [Math.round(x - place.x), Math.round(y - place.y)]
    })
    .toEqual([50, 50])
})

test('a long press opens the menu and moves nothing', async ({ editor }) => {
  await editor.openExample(LESSON)
  const fingers = await Fingers.of(editor.page)
  const grip = await editor.nodePlace('adain')
  await fingers.down(grip)
  const menu = editor.page.getByRole('menu', { name: 'Canvas menu' })
  await expect(menu).toBeVisible()
  await fingers.up()
  await expect(menu.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
  await expect(editor.inspector).toHaveAttribute('data-node', 'adain')
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
})

test('a finger beside a port draws its wire', async ({ editor }) => {
  await editor.openExample(LESSON)
  const fingers = await Fingers.of(editor.page)
  const from = away(await editor.portPlace('up', 'y', 'outputs'), -4, 10)
  const to = away(await editor.portPlace('act', 'x', 'inputs'), -8, 8)
  await fingers.down(from)
  await fingers.move(away(from, 20, 0))
  await fingers.move(to)
  await fingers.up()
  await expect(editor.node('act')).toContainText('x from up.y')
})

test('fingers count for nothing while a pen is down', async ({ editor }) => {
  await editor.openExample(LESSON)
  const { canvas } = editor
  const camera = async (): Promise<string> =>
    `${await editor.outline.getAttribute('data-x')} ${await editor.outline.getAttribute('data-scale')}`
  const before = await camera()
  await canvas.evaluate((element) => {
    const box = element.getBoundingClientRect()
    // Pointers of the test's own making cannot be captured.
    element.setPointerCapture = () => undefined
    const send = (type: string, pointerType: string, pointerId: number, x: number, y: number): void => {
      const at = { clientX: box.left + x, clientY: box.top + y, button: 0, buttons: 1 }
      element.dispatchEvent(new PointerEvent(type, { ...at, pointerType, pointerId, bubbles: true }))
    }
    send('pointerdown', 'pen', 1, 30, 30)
    send('pointerdown', 'touch', 2, 200, 300)
    send('pointerdown', 'touch', 3, 300, 300)
    send('pointermove', 'touch', 3, 420, 300)
    send('pointerup', 'touch', 2, 200, 300)
    send('pointerup', 'touch', 3, 420, 300)
    send('pointerup', 'pen', 1, 30, 30)
  })
  expect(await camera()).toBe(before)
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
})

test('the wheel does what is chosen; Shift goes sideways, Ctrl zooms', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(LESSON)
  const read = async (name: string): Promise<number> => Number(await editor.outline.getAttribute(name))
  const place = await editor.nodePlace('conv')
  await page.mouse.move(place.x, place.y)
  await page.keyboard.down('Shift')
  await page.mouse.wheel(0, 120)
  await page.keyboard.up('Shift')
  await expect.poll(async () => (await editor.nodePlace('conv')).x).toBeCloseTo(place.x - 120, 0)

  await editor.action('view.settings')
  await page.getByRole('radio', { name: 'Moves' }).check({ force: true })
  await page.getByRole('button', { name: 'Done' }).click()
  const scale = await read('data-scale')
  await page.mouse.move(place.x, place.y)
  await page.mouse.wheel(40, 100)
  await expect.poll(async () => (await editor.nodePlace('conv')).y).toBeCloseTo(place.y - 100, 0)
  expect((await editor.nodePlace('conv')).x).toBeCloseTo(place.x - 160, 0)
  expect(await read('data-scale')).toBe(scale)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -20)
  await page.keyboard.up('Control')
  await expect.poll(() => read('data-scale')).toBeGreaterThan(scale)
})

for (const ratio of [1, 1.5, 2, 3]) {
  test.describe(`on a screen with ${ratio} device pixels a pixel`, () => {
    test.use({ deviceScaleFactor: ratio })

    test('both canvases hold every device pixel', async ({ editor }) => {
      await editor.openExample(LESSON)
      const graph = await editor.canvas.evaluate((element) => {
        const canvas = element as HTMLCanvasElement
        return { pixels: canvas.width, shown: canvas.clientWidth * window.devicePixelRatio }
      })
      expect(Math.abs(graph.pixels - graph.shown)).toBeLessThan(1)
      // Each pixel of the picture is the same whole number of the screen's.
      const zoom = await editor.picture.evaluate((element) => {
        const canvas = element as HTMLCanvasElement
        return (canvas.getBoundingClientRect().width * window.devicePixelRatio) / canvas.width
      })
      expect(Math.abs(zoom - Math.round(zoom))).toBeLessThan(0.01)
      expect(zoom).toBeGreaterThanOrEqual(1)
    })
  })
}

test('moving to a display with other pixels makes both canvases anew', async ({ editor }) => {
  const { page } = editor
  await editor.openExample(LESSON)
  const session = await page.context().newCDPSession(page)
  const size = page.viewportSize() ?? { width: 0, height: 0 }
  // Another height too: without a frame to draw, the browser tells nobody of the new ratio.
  const height = size.height - 20
  await session.send('Emulation.setDeviceMetricsOverride', {
    width: size.width,
    height,
    deviceScaleFactor: 3,
    mobile: false,
  })
  await expect
    .poll(() =>
      editor.canvas.evaluate((element) => (element as HTMLCanvasElement).width / element.clientWidth),
    )
    .toBe(3)
  await expect
    .poll(async () => {
      const zoom = await editor.picture.evaluate(
        (element) => (element.getBoundingClientRect().width * 3) / (element as HTMLCanvasElement).width,
      )
      return Math.abs(zoom - Math.round(zoom)) < 0.01 && zoom > 3
    })
    .toBe(true)
})
