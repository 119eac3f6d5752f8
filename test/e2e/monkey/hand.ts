import type { Page } from '@playwright/test'
import type { Random } from '../../../core/base/random'
import { below, chance, pick } from '../../helpers/pick'
import { readTargets, type PageState, type Point, type Target } from './page-state'

const MODIFIERS = ['Shift', 'Control', 'Alt'] as const

/** Real input, at random places. */
export interface Hand {
  readonly page: Page
  readonly random: Random
  /** Somewhere on the canvas. */
  somewhere(state: PageState): Point
  click(at: Point, modifier?: string): Promise<void>
  /** With a modifier held, at times. */
  drag(from: Point, to: Point): Promise<void>
  press(...keys: readonly string[]): Promise<void>
  type(text: string): Promise<void>
  /** One of the controls that a selector finds; null when there is none. */
  target(selector: string): Promise<Target | null>
}

export function createHand(page: Page, random: Random): Hand {
  const { mouse, keyboard } = page

  async function drag(from: Point, to: Point): Promise<void> {
    const held = chance(random, 0.2) ? pick(MODIFIERS, random) : null
    await mouse.move(from.x, from.y)
    if (held) await keyboard.down(held)
    await mouse.down()
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
    await mouse.move(to.x, to.y, { steps: 2 })
    // Some change their minds.
    if (chance(random, 0.05)) await keyboard.press('Escape')
    await mouse.up()
    if (held) await keyboard.up(held)
  }

  return {
    page,
    random,
    somewhere: ({ canvas: { x, y, width, height } }) => ({
      x: x + 4 + below(random, Math.max(1, width - 8)),
      y: y + 4 + below(random, Math.max(1, height - 8)),
    }),
    async click({ x, y }, modifier) {
      if (modifier !== undefined) await keyboard.down(modifier)
      await mouse.click(x, y)
      if (modifier !== undefined) await keyboard.up(modifier)
    },
    drag,
    async press(...keys) {
      for (const key of keys) await keyboard.press(key)
    },
    async type(text) {
      await keyboard.type(text)
    },
    async target(selector) {
      await frames(page)
      const targets = await readTargets(page, selector)
      return targets.length === 0 ? null : pick(targets, random)
    },
  }
}

/** What was scrolled stands where it is only two frames later. */
async function frames(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}
