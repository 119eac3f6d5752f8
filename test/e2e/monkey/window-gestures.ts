import { menu } from '../../../core/contract/menu'
import { nodeDefinitions } from '../../../nodes/index.gen'
import { below, chance, pick } from '../../helpers/pick'
import type { Gesture } from './gesture'
import type { Hand } from './hand'
import { FORBIDDEN_ACTIONS, type PageState } from './page-state'

const allowed = menu
  .flatMap(({ items }) => [...items] as readonly { id: string; label: string; accelerator?: string }[])
  .filter(({ id }) => !FORBIDDEN_ACTIONS.includes(id))

const KEYS: readonly string[] = [
  ...allowed.flatMap(({ accelerator }) => (accelerator === undefined ? [] : pressOf(accelerator))),
  ...['Delete', 'Backspace', 'Tab', 'Shift+Tab', 'Enter', ' ', 'Home', 'End', 'Escape', 'F2'],
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].flatMap((key) => [
    key,
    `Shift+${key}`,
    `Alt+${key}`,
  ]),
]
const NUMBERS = ['0', '1', '2', '3', '4', '8', '16', '0.5', '-1', '2*3', 'abc', '']
const TEXTS = ['a', 'My node', '<b>x</b>', '# Title', 'ä 漢 🎨', '', 'x'.repeat(120)]

/** What one does around the canvas, and by keys. */
export const windowGestures: readonly (readonly [weight: number, Gesture])[] = [
  [26, pressKey],
  [4, undoSome],
  [2, redoSome],
  [5, dragFromPalette],
  [5, searchAndAdd],
  [12, useInspector],
  [4, useOutline],
  [2, useMinimap],
  [2, findInGraph],
  [3, useDrawer],
  [4, runCommand],
  [4, answerNotice],
  [3, openMenuBar],
  [2, typeText],
  [2, enterOrLeave],
]

/** Electron's words for a key as Playwright's. */
function pressOf(accelerator: string): string {
  const parts = accelerator.replace('CmdOrCtrl', 'Control').split('+')
  const last = parts.at(-1) ?? ''
  const key =
    { Up: 'ArrowUp', Down: 'ArrowDown', Plus: '+' }[last] ?? (last.length === 1 ? last.toLowerCase() : last)
  return [...parts.slice(0, -1), key].join('+')
}

async function pressKey(hand: Hand, state: PageState): Promise<string | null> {
  const key = pick(KEYS, hand.random)
  if ((key === 'Enter' || key === ' ') && state.isEnterRisky) return null
  await hand.press(key)
  return `key ${key}`
}

async function undoSome(hand: Hand): Promise<string> {
  const count = 1 + below(hand.random, 4)
  for (let i = 0; i < count; i++) await hand.press('Control+z')
  return `undo ${count} times`
}

async function redoSome(hand: Hand): Promise<string> {
  const count = 1 + below(hand.random, 4)
  for (let i = 0; i < count; i++) await hand.press('Control+Shift+z')
  return `redo ${count} times`
}

async function dragFromPalette(hand: Hand, state: PageState): Promise<string | null> {
  const { page, random } = hand
  await page.mouse.move(80, state.canvas.y + 200)
  await page.mouse.wheel(0, pick([-2000, -400, 0, 400, 2000], random))
  const item = await hand.target('.palette-item')
  if (!item) return null
  if (chance(random, 0.2)) {
    await hand.click(item)
    return `click the palette's ${item.label}`
  }
  const to = hand.somewhere(state)
  await page.mouse.move(item.x, item.y)
  await page.mouse.down()
  await page.mouse.move((item.x + to.x) / 2, (item.y + to.y) / 2)
  await page.mouse.move(to.x, to.y, { steps: 2 })
  await page.mouse.up()
  return `drag ${item.label} from the palette`
}

async function searchAndAdd(hand: Hand): Promise<string> {
  const { title } = pick(nodeDefinitions, hand.random)
  await hand.press('Control+k')
  await hand.type(title)
  await hand.press('Enter')
  return `search ${title}`
}

async function useInspector(hand: Hand, state: PageState): Promise<string | null> {
  const { page, random } = hand
  await page.mouse.move(state.canvas.x + state.canvas.width + 100, state.canvas.y + state.canvas.height - 60)
  if (chance(random, 0.5)) await page.mouse.wheel(0, pick([-600, -200, 200, 600], random))
  const selector = chance(random, 0.7) ? '.inspector :is(input, select, textarea)' : '.inspector button'
  const control = await hand.target(selector)
  if (!control) return null
  if (control.kind === 'range') {
    await hand.drag(control, { x: control.x + below(random, 41) - 20, y: control.y })
    return `slide ${control.label}`
  }
  if (control.kind === 'choice') {
    // A click would open the system's own list.
    await page.evaluate(({ x, y }) => {
      const choice = document.elementFromPoint(x, y)
      if (choice instanceof HTMLElement) choice.focus()
    }, control)
    await hand.press(pick(['ArrowDown', 'ArrowUp'], random))
    return `choose in ${control.label}`
  }
  await hand.click(control)
  if (control.kind === 'button') return `click “${control.label}” in the inspector`
  const text = pick(control.kind === 'number' ? NUMBERS : [...NUMBERS, ...TEXTS], random)
  await hand.press('Control+a')
  await hand.type(text)
  await hand.press(pick(['Enter', 'Tab', 'Escape'], random))
  return `write “${text}” into ${control.label}`
}

async function useOutline(hand: Hand): Promise<string | null> {
  const row = await hand.target('.outline-row')
  if (!row) return null
  await hand.click(row)
  const keys = [
    'ArrowDown',
    'ArrowUp',
    'ArrowRight',
    'ArrowLeft',
    ' ',
    'c',
    'Enter',
    'Shift+ArrowDown',
    'Delete',
  ]
  const pressed = Array.from({ length: 1 + below(hand.random, 3) }, () => pick(keys, hand.random))
  await hand.press(...pressed)
  return `outline “${row.label}”: ${pressed.join(' ')}`
}

async function useMinimap(hand: Hand): Promise<string | null> {
  const map = await hand.target('[data-testid="minimap"] canvas')
  if (!map) return null
  const { random } = hand
  const to = { x: map.x + below(random, 81) - 40, y: map.y + below(random, 61) - 30 }
  await (chance(random, 0.5) ? hand.click(to) : hand.drag(map, to))
  return 'minimap'
}

async function findInGraph(hand: Hand): Promise<string> {
  const text = pick(['conv', 'z', 'a', 'image', 'nothing like it'], hand.random)
  await hand.press('Control+f')
  await hand.type(text)
  await hand.press('Enter', ...(chance(hand.random, 0.5) ? ['Enter'] : []), 'Escape')
  return `find ${text}`
}

async function useDrawer(hand: Hand): Promise<string | null> {
  const selector = chance(hand.random, 0.5) ? '.drawer-tab' : '.drawer-content :is(button, select)'
  const control = await hand.target(selector)
  if (!control || control.kind === 'choice') return null
  await hand.click(control)
  return `drawer: ${control.label}`
}

/** Through the command palette, by its whole name: what is found first is it, or it is left alone. */
async function runCommand(hand: Hand): Promise<string | null> {
  const { label } = pick(allowed, hand.random)
  await hand.press('Control+Shift+p')
  await hand.type(label)
  const first = await hand.page.evaluate(
    () => document.querySelector('.command-palette [role="option"] .option-title')?.textContent ?? '',
  )
  const isIt = first.toLowerCase().startsWith(label.toLowerCase().replace(/…$/, ''))
  await hand.press(isIt ? 'Enter' : 'Escape')
  return isIt ? `command ${label}` : null
}

async function answerNotice(hand: Hand): Promise<string | null> {
  const button = await hand.target('[data-testid="notice"] button')
  if (!button) return null
  await hand.click(button)
  return `notice: ${button.label}`
}

async function openMenuBar(hand: Hand): Promise<string | null> {
  const group = await hand.target('.menu-bar button')
  if (!group) return null
  await hand.click(group)
  return `menu ${group.label}`
}

async function typeText(hand: Hand, { isTyping }: PageState): Promise<string | null> {
  if (!isTyping) return null
  const text = pick(TEXTS, hand.random)
  await hand.type(text)
  return `type “${text}”`
}

async function enterOrLeave(hand: Hand, { isInside }: PageState): Promise<string> {
  const key = isInside ? 'Alt+ArrowUp' : 'Alt+ArrowDown'
  await hand.press(key)
  return `key ${key}`
}
