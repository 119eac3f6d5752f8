import { menuActionIds } from '../../../core/contract/menu'
import type { Page } from '@playwright/test'

/** What the monkey sees before it acts. It reads the page once for a gesture, after the frame that shows the last one. */

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Port extends Point {
  readonly side: 'input' | 'output'
}

/** A node whose title or ports can be reached: nothing lies over the canvas there. */
export interface SeenNode {
  readonly id: string
  /** The middle of its title bar. */
  readonly title: Point | null
  readonly ports: readonly Port[]
}

export type Overlay = 'dialog' | 'commands' | 'menu' | 'search' | 'picker' | 'face'

export interface PageState {
  /** What lies over the window and takes the keys. */
  readonly overlay: Overlay | null
  readonly canvas: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** How many nodes the shown graph has. */
  readonly nodeCount: number
  readonly nodes: readonly SeenNode[]
  readonly isInside: boolean
  readonly isLocked: boolean
  readonly hasUndo: boolean
  readonly hasRedo: boolean
  readonly isTyping: boolean
  /** The focus is where Enter could open another graph, a file or a long measurement. */
  readonly isEnterRisky: boolean
}

/** A control that can be clicked where it is. */
export interface Target extends Point {
  readonly kind: 'text' | 'number' | 'range' | 'choice' | 'button'
  readonly label: string
}

/** Actions that leave the page, that ask for a file, or that measure for long. */
export const FORBIDDEN_ACTIONS: readonly string[] = [
  ...menuActionIds.filter((id) => id.startsWith('file.')),
  'run.compare',
  'run.restart',
  'run.calibrate',
]
/** The same as words on buttons, and whatever chooses a file. */
const FORBIDDEN_WORDS = /^(new|open|save|export|import|compare|measure|restart|choose|load|replace)\b/i

export async function readState(page: Page): Promise<PageState> {
  return page.evaluate(
    async ({ actions, forbiddenWords }) => {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      const find = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector)
      const isEnabled = (id: string): boolean => find(`[data-testid="${id}"]`)?.matches(':enabled') === true
      const canvas = find('[data-testid="graph-canvas"]')
      const box = canvas?.getBoundingClientRect() ?? new DOMRect()
      const tree = find('[role="tree"]')
      const numberOf = (element: HTMLElement | null, key: string): number => Number(element?.dataset[key])
      const [scale, left, top] = ['scale', 'x', 'y'].map((key) => numberOf(tree, key))
      const toPage = (x: number, y: number): { x: number; y: number } => ({
        x: Math.round(box.left + (x + (left ?? 0)) * (scale ?? 1)),
        y: Math.round(box.top + (y + (top ?? 0)) * (scale ?? 1)),
      })
      const isFree = ({ x, y }: { x: number; y: number }): boolean =>
        canvas !== null && document.elementFromPoint(x, y) === canvas

      const items = [...document.querySelectorAll<HTMLElement>('li[data-node]')]
      const nodes = items.map((item) => {
        const [x, y] = [numberOf(item, 'x'), numberOf(item, 'y')]
        const portsOf = (side: 'input' | 'output'): { x: number; y: number; side: 'input' | 'output' }[] => {
          const places = JSON.parse(item.dataset[`${side}s`] ?? '{}') as Record<string, [number, number]>
          return Object.values(places).map(([dx, dy]) => ({ ...toPage(x + dx, y + dy), side }))
        }
        const title = toPage(x + 100, y + 16)
        return {
          id: item.dataset['node'] ?? '',
          title: isFree(title) ? title : null,
          ports: [...portsOf('input'), ...portsOf('output')].filter(isFree),
        }
      })

      const overlays = [
        ['dialog[open]', 'dialog'],
        ['.command-palette', 'commands'],
        ['.menu', 'menu'],
        ['.node-search', 'search'],
        ['.connect-picker', 'picker'],
        ['.pinned-editor', 'face'],
      ] as const
      const focused = document.activeElement
      const label = focused?.getAttribute('aria-label') ?? focused?.textContent ?? ''
      const id = (focused instanceof HTMLElement ? (focused.dataset['testid'] ?? '') : '').replace(
        'menu-',
        '',
      )
      return {
        overlay: overlays.find(([selector]) => find(selector) !== null)?.[1] ?? null,
        canvas: { x: box.x, y: box.y, width: box.width, height: box.height },
        nodeCount: items.length,
        nodes: nodes.filter(({ title, ports }) => title !== null || ports.length > 0),
        isInside: find('[data-testid="breadcrumbs"]') !== null,
        isLocked: find('[data-testid="lock-sign"]') !== null,
        hasUndo: isEnabled('edit.undo'),
        hasRedo: isEnabled('edit.redo'),
        isTyping: focused?.matches('input, textarea, select') === true,
        isEnterRisky:
          actions.includes(id) ||
          new RegExp(forbiddenWords, 'i').test(label.trim()) ||
          focused?.matches('a') === true,
      }
    },
    { actions: FORBIDDEN_ACTIONS, forbiddenWords: FORBIDDEN_WORDS.source },
  )
}

/** The controls that `selector` finds, that nothing covers, and that do nothing forbidden. */
export async function readTargets(page: Page, selector: string): Promise<readonly Target[]> {
  return page.evaluate(
    ({ selector, actions, forbiddenWords }) => {
      const targets: { x: number; y: number; kind: Target['kind']; label: string }[] = []
      for (const element of document.querySelectorAll<HTMLElement>(selector)) {
        const { left, top, width, height } = element.getBoundingClientRect()
        const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)]
        const hit = document.elementFromPoint(x, y)
        const label = (element.getAttribute('aria-label') ?? element.textContent).trim()
        const id = (element.dataset['testid'] ?? '').replace('menu-', '')
        if (width === 0 || !hit || !(element.contains(hit) || hit.contains(element))) continue
        if (element.matches(':disabled, a, [type="file"]')) continue
        if (actions.includes(id) || new RegExp(forbiddenWords, 'i').test(label)) continue
        const kind = element.matches('input[type="range"]')
          ? 'range'
          : element.matches('select')
            ? 'choice'
            : element.matches('[role="spinbutton"], input[type="number"], input[inputmode]')
              ? 'number'
              : element.matches('textarea, input:not([type]), input[type="text"], input[type="search"]')
                ? 'text'
                : 'button'
        targets.push({ x, y, kind, label })
      }
      return targets
    },
    { selector, actions: FORBIDDEN_ACTIONS, forbiddenWords: FORBIDDEN_WORDS.source },
  )
}
