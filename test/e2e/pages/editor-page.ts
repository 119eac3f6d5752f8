import { expect, type Download, type Locator, type Page } from '@playwright/test'

interface Point {
  readonly x: number
  readonly y: number
}

/** Software WebGPU is too slow for whole graphs. */
const WASM = 'backend=wasm'

type Side = 'inputs' | 'outputs'

/** The editor as a user sees it. Places on the canvas are worked out from the outline's `data-` attributes. */
export class EditorPage {
  readonly page: Page
  readonly canvas: Locator
  readonly outline: Locator
  readonly picture: Locator
  readonly status: Locator
  readonly inspector: Locator
  readonly notices: Locator
  readonly problemList: Locator

  constructor(page: Page) {
    this.page = page
    this.canvas = page.getByTestId('graph-canvas')
    this.outline = page.getByRole('tree', { name: 'Graph outline' })
    this.picture = page.getByTestId('picture')
    this.status = page.getByTestId('engine-status')
    this.inspector = page.getByRole('region', { name: 'Inspector' })
    this.notices = page.getByTestId('notice')
    this.problemList = page.getByRole('list', { name: 'Problem list' })
  }

  async openExample(file: string): Promise<void> {
    await this.page.goto(`./?${WASM}&example=${file}`)
    await expect(this.status).toHaveAttribute('data-status', 'idle')
    await expect(this.picture).toBeVisible()
  }

  async openEmpty(): Promise<void> {
    await this.page.goto(`./?${WASM}&empty`)
    await expect(this.canvas).toBeVisible()
    // From then on it listens.
    await expect(this.outline).toHaveAttribute('data-scale', /./)
  }

  /** The item of a node in the outline. */
  node(id: string): Locator {
    return this.outline.locator(`li[data-node="${id}"]`)
  }

  nodesOfType(type: string): Locator {
    return this.outline.locator(`li[data-type="${type}"]`)
  }

  /** Selects a node and brings it to the middle of the canvas. */
  async select(id: string): Promise<void> {
    await this.node(id).press(' ')
    await expect(this.inspector).toHaveAttribute('data-node', id)
  }

  param(name: string): Locator {
    return this.page.getByTestId(`param-${name}`)
  }

  async setNumber(name: string, value: string): Promise<void> {
    const field = this.param(name).getByRole('spinbutton')
    await field.fill(value)
    await field.press('Enter')
  }

  async action(id: string): Promise<void> {
    await this.page.getByTestId(id).click()
  }

  async menu(group: string, id: string): Promise<void> {
    await this.page.getByRole('menubar').getByRole('menuitem', { name: group }).click()
    await this.page.getByTestId(`menu-${id}`).click()
  }

  async dragWire(from: readonly [string, string], to: readonly [string, string]): Promise<void> {
    await this.drag(await this.portPlace(...from, 'outputs'), await this.portPlace(...to, 'inputs'))
  }

  async drag(from: Point, to: Point): Promise<void> {
    const { mouse } = this.page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await mouse.move(to.x, to.y, { steps: 4 })
    await mouse.up()
  }

  /** Where a port is on the page. */
  async portPlace(node: string, port: string, side: Side): Promise<Point> {
    const places = await this.node(node).getAttribute(`data-${side}`)
    const ports = JSON.parse(places ?? '{}') as Record<string, [number, number]>
    const [dx, dy] = ports[port] ?? [Number.NaN, Number.NaN]
    return this.nodePlace(node, dx, dy)
  }

  /** Where a node is on the page: its title, or as far from its corner as (dx, dy) says, in graph units. */
  async nodePlace(node: string, dx = 100, dy = 16): Promise<Point> {
    const item = this.node(node)
    return this.toPage((await numberOf(item, 'data-x')) + dx, (await numberOf(item, 'data-y')) + dy)
  }

  /** How far right a node is, in graph units. */
  async nodeX(node: string): Promise<number> {
    return numberOf(this.node(node), 'data-x')
  }

  /** The page's point for a point of the graph. */
  private async toPage(x: number, y: number): Promise<Point> {
    // The camera is told with the frame that it is drawn in.
    await this.nextFrame()
    const box = await this.canvas.boundingBox()
    if (!box) throw new Error('The canvas is not on the page.')
    const scale = await numberOf(this.outline, 'data-scale')
    return {
      x: box.x + (x + (await numberOf(this.outline, 'data-x'))) * scale,
      y: box.y + (y + (await numberOf(this.outline, 'data-y'))) * scale,
    }
  }

  /** Until what was asked for so far is drawn. */
  async nextFrame(): Promise<void> {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
  }

  /** Changes whenever a pixel of the live picture does. */
  async pictureData(): Promise<string> {
    return this.picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  }

  /** How many colours the live picture has: one means that there is nothing to see. */
  async pictureColours(): Promise<number> {
    return this.picture.evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
      return new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0))).size
    })
  }

  async downloaded(act: () => Promise<void>): Promise<Download> {
    const download = this.page.waitForEvent('download')
    await act()
    return download
  }
}

async function numberOf(element: Locator, attribute: string): Promise<number> {
  return Number(await element.getAttribute(attribute))
}
