import { expect, type Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** The heat over the graph, its legend, and what nodes cost. */
export class HeatPage {
  readonly editor: EditorPage
  readonly legend: Locator
  readonly total: Locator
  readonly cost: Locator

  constructor(editor: EditorPage) {
    this.editor = editor
    this.legend = editor.page.getByRole('region', { name: 'Heat on the graph' })
    this.total = editor.page.getByTestId('heat-total')
    this.cost = editor.inspector.getByTestId('cost')
  }

  async choose(name: 'Off' | 'Parameters' | 'Memory' | 'MultiplyAdds' | 'Time' | 'Reuse'): Promise<void> {
    await this.editor.menu('View', `view.heat${name === 'MultiplyAdds' ? 'Macs' : name}`)
  }

  /** What is said of a node. */
  async expectFigure(node: string, figure: string | RegExp): Promise<void> {
    await expect(this.editor.node(node)).toHaveAttribute('data-heat', figure)
  }

  /** What the inspector says of what is selected. */
  figure(cost: string): Locator {
    return this.cost.locator(`tr[data-cost="${cost}"] td`).first()
  }

  /** The step of the scale, 1 to 9, that a node's header is drawn in; 0 for any other colour. */
  async stepOf(node: string): Promise<number> {
    const { x, y } = await this.editor.nodePlace(node, 196, 14)
    return this.editor.canvas.evaluate(
      (element, at) => {
        const canvas = element as HTMLCanvasElement
        const box = canvas.getBoundingClientRect()
        const ratio = canvas.width / box.width
        const pixel = canvas
          .getContext('2d')
          ?.getImageData((at.x - box.left) * ratio, (at.y - box.top) * ratio, 1, 1).data
        const probe = document.createElement('span')
        document.body.append(probe)
        const step = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((number) => {
          probe.style.color = `var(--heat-${number})`
          const [r, g, b] = getComputedStyle(probe).color.match(/\d+/g)?.map(Number) ?? []
          return pixel?.[0] === r && pixel?.[1] === g && pixel?.[2] === b
        })
        probe.remove()
        return step ?? 0
      },
      { x, y },
    )
  }
}
