import { type Locator } from '@playwright/test'
import { expect, test } from './pages/test'
import type { EditorPage } from './pages/editor-page'

/** The canvas draws anew what an edit touches and nothing else: it must look as if all of it were drawn. */

const SIDE = 4
/** Of 255, as the mean of 4 by 4 pixels: a curve cut at the border of a part may lie a quarter of a pixel elsewhere. */
const MOST_DIFFERENCE = 20

async function expectWhole(editor: EditorPage, after: string): Promise<void> {
  // A picture that comes between the two looks would be a difference.
  await expect(editor.status).toHaveAttribute('data-status', /idle|failed/)
  const { difference, isEmpty } = await editor.canvas.evaluate(differenceToWhole, SIDE)
  expect(isEmpty, 'something is drawn').toBe(false)
  expect(difference, `after ${after}`).toBeLessThan(MOST_DIFFERENCE)
}

/** Runs in the page: by how much a part of the canvas changes when all is drawn. */
async function differenceToWhole(
  canvas: HTMLElement | SVGElement,
  side: number,
): Promise<{ difference: number; isEmpty: boolean }> {
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas')
  const { width, height } = canvas
  const frame = (): Promise<unknown> =>
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const means = (): number[] => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
    const all: number[] = []
    for (let y = 0; y + side <= height; y += side) {
      for (let x = 0; x + side <= width; x += side) {
        for (let channel = 0; channel < 3; channel++) {
          let sum = 0
          for (let at = 0; at < side * side; at++)
            sum += pixels[((y + Math.floor(at / side)) * width + x + (at % side)) * 4 + channel] ?? 0
          all.push(sum / side / side)
        }
      }
    }
    return all
  }
  await frame()
  await frame()
  const before = means()
  // A wheel that does not turn: the camera stays, and all is drawn.
  canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: 0, cancelable: true }))
  await frame()
  await frame()
  const whole = means()
  const difference = before.reduce((most, mean, at) => Math.max(most, Math.abs(mean - (whole[at] ?? 0))), 0)
  return { difference, isEmpty: new Set(whole.map(Math.round)).size < 10 }
}

async function zoom(canvas: Locator, deltaY: number): Promise<void> {
  await canvas.evaluate((element, by) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const [clientX, clientY] = [left + width / 2, top + height / 2]
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: by, clientX, clientY, cancelable: true }))
  }, deltaY)
}

const DISTANCES: readonly (readonly [name: string, deltaY: number])[] = [
  ['as opened', 0],
  ['near', -400],
  ['far', 500],
  ['very far', 400],
]

test('after any edit the canvas looks as if all of it were drawn', async ({ editor }) => {
  await editor.openExample('first-lesson.loom.json')
  for (const [name, deltaY] of DISTANCES) {
    await zoom(editor.canvas, deltaY)
    await editor.select('adain')
    await expectWhole(editor, `${name}: select`)
    for (const key of [
      'ArrowRight',
      'ArrowDown',
      'Control+b',
      'Control+b',
      'Control+d',
      'Delete',
      'Control+z',
    ]) {
      await editor.canvas.press(key)
      await expectWhole(editor, `${name}: ${key}`)
    }
    await editor.select('conv')
    await editor.setNumber('filters', '24')
    await expectWhole(editor, `${name}: other shapes on the wires`)
    await editor.canvas.press('Delete')
    await expectWhole(editor, `${name}: delete with its wires`)
    for (let undo = 0; undo < 3; undo++) {
      await editor.canvas.press('Control+z')
      await expectWhole(editor, `${name}: undo`)
    }
    await editor.canvas.press('Control+a')
    await expectWhole(editor, `${name}: select all`)
  }
})
