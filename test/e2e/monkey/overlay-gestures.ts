import { below, chance, pick } from '../../helpers/pick'
import type { Gesture } from './gesture'
import type { Hand } from './hand'
import type { Overlay, PageState } from './page-state'

/** What one does while something lies over the window. */
export const overlayGestures: Readonly<Record<Overlay, Gesture>> = {
  dialog: useDialog,
  commands: escape,
  menu: chooseEntry,
  search: useSearch,
  picker: useSearch,
  face: useFace,
}

async function escape(hand: Hand): Promise<string> {
  await hand.press('Escape')
  return 'key Escape'
}

/** Themes change; keys, engine and what leaves the page do not. */
async function useDialog(hand: Hand): Promise<string> {
  const theme = chance(hand.random, 0.4) ? await hand.target('dialog .segment') : null
  if (!theme) return escape(hand)
  await hand.click(theme)
  return `dialog: ${theme.label}`
}

async function chooseEntry(hand: Hand, state: PageState): Promise<string> {
  if (chance(hand.random, 0.1)) {
    await hand.click(hand.somewhere(state))
    return 'click beside the menu'
  }
  const entry = chance(hand.random, 0.85) ? await hand.target('.menu button') : null
  if (!entry) return escape(hand)
  await hand.click(entry)
  return `menu entry ${entry.label}`
}

async function useSearch(hand: Hand): Promise<string> {
  if (chance(hand.random, 0.2)) return escape(hand)
  const text = pick(['', 'co', 'a', 'image', 'w', 'nothing like it'], hand.random)
  await hand.type(text)
  const steps = below(hand.random, 5)
  for (let i = 0; i < steps; i++) await hand.press('ArrowDown')
  await hand.press('Enter')
  // What has nothing to offer stays open.
  await hand.press('Escape')
  return `search “${text}”, entry ${steps}`
}

async function useFace(hand: Hand): Promise<string> {
  const text = pick(['1', '4', '0.3', 'x'], hand.random)
  await hand.press('Control+a')
  await hand.type(text)
  await hand.press(pick(['Enter', 'Escape'], hand.random))
  return `write “${text}” on the face`
}
