import { expect, type Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** The minimap, the signs in the canvas' corner, and where the camera is. */
export class WayfindingPage {
  readonly editor: EditorPage
  readonly minimap: Locator
  readonly frame: Locator
  readonly lockSign: Locator
  readonly wiresSign: Locator
  readonly unlock: Locator

  constructor(editor: EditorPage) {
    const { page } = editor
    this.editor = editor
    this.minimap = page.getByTestId('minimap')
    this.frame = page.getByTestId('minimap-frame')
    this.lockSign = page.getByTestId('lock-sign')
    this.wiresSign = page.getByTestId('wires-sign')
    this.unlock = page.getByTestId('notice').getByRole('button', { name: 'Unlock' })
  }

  /** `x y scale`. */
  async camera(): Promise<string> {
    const { outline } = this.editor
    const parts = ['data-x', 'data-y', 'data-scale'].map((name) => outline.getAttribute(name))
    return (await Promise.all(parts)).join(' ')
  }

  async scale(): Promise<number> {
    return Number(await this.editor.outline.getAttribute('data-scale'))
  }

  /** Zooms out until all is seen: further than a node is revealed. */
  async fit(): Promise<void> {
    await this.editor.action('view.fit')
    await expect.poll(() => this.scale()).toBeLessThan(0.59)
  }

  /** The frame's place on the map. */
  async frameLeft(): Promise<number> {
    const [frame, map] = await Promise.all([this.frame.boundingBox(), this.minimap.boundingBox()])
    return (frame?.x ?? Number.NaN) - (map?.x ?? Number.NaN)
  }

  /** How many pixels of the map are of a custom property's colour. */
  async pixelsOf(property: string): Promise<number> {
    return this.minimap.locator('canvas').evaluate((element, name) => {
      const canvas = element as HTMLCanvasElement
      const probe = document.createElement('span')
      probe.style.color = `var(--${name})`
      canvas.parentElement?.append(probe)
      const [red, green, blue] = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number)
      probe.remove()
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      let count = 0
      for (let i = 0; i < pixels.length; i += 4)
        if (pixels[i] === red && pixels[i + 1] === green && pixels[i + 2] === blue && pixels[i + 3] === 255)
          count++
      return count
    }, property)
  }

  /** How many pixels of the canvas have much of a wire's colour: in the band between two nodes. */
  async inkBetween(from: readonly [string, string], to: readonly [string, string]): Promise<number> {
    const start = await this.editor.portPlace(...from, 'outputs')
    const end = await this.editor.portPlace(...to, 'inputs')
    const box = await this.editor.canvas.boundingBox()
    const area = {
      x: Math.min(start.x, end.x) + 9 - (box?.x ?? 0),
      y: Math.min(start.y, end.y) - 3 - (box?.y ?? 0),
      width: Math.abs(end.x - start.x) - 18,
      height: Math.abs(end.y - start.y) + 6,
    }
    return this.editor.canvas.evaluate((element, { x, y, width, height }) => {
      const canvas = element as HTMLCanvasElement
      const ctx = canvas.getContext('2d')
      const pixels = ctx?.getImageData(x, y, Math.max(1, width), Math.max(1, height)).data ?? []
      let count = 0
      // A wire has a hue; ground, dots and labels have next to none.
      for (let i = 0; i < pixels.length; i += 4) {
        const channels = [pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0]
        if (Math.max(...channels) - Math.min(...channels) > 60) count++
      }
      return count
    }, area)
  }
}
