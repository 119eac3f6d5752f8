import { expect, type Locator, type Page } from '@playwright/test'
import { layoutNode } from '../../../renderer/canvas/layout'
import type { EditorPage } from './editor-page'

interface Point {
  readonly x: number
  readonly y: number
}

/** The parameters of the selected node in the inspector, and those that stand on nodes' faces. */
export class ParamsPage {
  readonly editor: EditorPage
  readonly page: Page
  /** The editor that opens on a node's face. */
  readonly popover: Locator

  constructor(editor: EditorPage) {
    this.editor = editor
    this.page = editor.page
    this.popover = editor.canvas.locator('..').getByRole('dialog')
  }

  field(name: string): Locator {
    return this.editor.param(name).getByRole('spinbutton')
  }

  slider(name: string): Locator {
    return this.editor.param(name).getByRole('slider')
  }

  problem(name: string): Locator {
    return this.editor.param(name).getByRole('alert')
  }

  async choose(name: string, entry: string): Promise<void> {
    const row = this.editor.param(name)
    await row.hover()
    await row.getByRole('button', { name: /^More for/ }).click()
    await row.getByRole('menuitem', { name: entry }).click()
  }

  async pin(name: string): Promise<void> {
    const button = this.editor.param(name).getByRole('button', { name: /^Pin/, includeHidden: true })
    await this.editor.param(name).hover()
    await button.click()
    await expect(button).toHaveAttribute('aria-pressed', 'true')
  }

  /** Drags by `pixels` from where the pointer is put down; `held` keys are down for the second half. */
  async dragBy(from: Point, pixels: number, held: readonly string[] = []): Promise<void> {
    const { mouse, keyboard } = this.page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move(from.x + pixels / 2, from.y, { steps: 5 })
    for (const key of held) await keyboard.down(key)
    await mouse.move(from.x + pixels, from.y, { steps: 5 })
    for (const key of held) await keyboard.up(key)
    await mouse.up()
  }

  /** Drags sideways with one finger. */
  async swipe(from: Point, pixels: number): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point): Promise<unknown> =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
    await touch('touchStart', from)
    for (let step = 1; step <= 8; step++)
      await touch('touchMove', { x: from.x + (pixels * step) / 8, y: from.y })
    await touch('touchEnd')
    await session.detach()
  }

  /** The middle of the `index`th pinned parameter of a node that has `count` of them, on the page. */
  async facePlace(node: string, index: number, count: number): Promise<Point> {
    const item = this.editor.node(node)
    const ports = async (side: string): Promise<readonly unknown[]> =>
      Object.keys(JSON.parse((await item.getAttribute(`data-${side}`)) ?? '{}') as object)
    const { pinned } = layoutNode({
      inputs: await ports('inputs'),
      outputs: await ports('outputs'),
      pinned: Array.from({ length: count }),
      summary: '',
      hasPicture: false,
    })
    const box = pinned[index]
    if (!box) throw new Error(`${node} has ${count} pinned parameters.`)
    return this.editor.nodePlace(node, box.x + box.width / 2, box.y + box.height / 2)
  }
}

export async function middleOf(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not on the page.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
