import { required } from '../../../core/base/assert'
import { below, chance, pick } from '../../helpers/pick'
import type { Gesture } from './gesture'
import type { Hand } from './hand'
import type { PageState, Point } from './page-state'

/** What one does on the canvas with mouse and wheel. */
export const canvasGestures: readonly (readonly [weight: number, Gesture])[] = [
  [14, drawWire],
  [8, moveNode],
  [5, frameSelection],
  [5, clickNode],
  [5, shiftClickNode],
  [2, clickSomewhere],
  [3, doubleClick],
  [4, turnWheel],
  [8, openMenu],
  [8, dragSomething],
  [3, deleteSome],
  [4, blockOfSome],
]

function titleOf({ nodes }: PageState, { random }: Hand): Point | null {
  const titles = nodes.flatMap(({ title }) => title ?? [])
  return titles.length === 0 ? null : pick(titles, random)
}

async function drawWire(hand: Hand, state: PageState): Promise<string | null> {
  const ports = state.nodes.flatMap(({ ports }) => ports)
  if (ports.length === 0) return null
  const start = pick(ports, hand.random)
  const others = ports.filter(({ side }) => side !== start.side)
  const isAimed = others.length > 0 && chance(hand.random, 0.8)
  const end = isAimed ? pick(others, hand.random) : hand.somewhere(state)
  await hand.drag(start, end)
  return `wire from ${place(start)} to ${place(end)}`
}

async function moveNode(hand: Hand, state: PageState): Promise<string | null> {
  const from = titleOf(state, hand)
  if (!from) return null
  const to = chance(hand.random, 0.7)
    ? { x: from.x + below(hand.random, 161) - 80, y: from.y + below(hand.random, 161) - 80 }
    : hand.somewhere(state)
  await hand.drag(from, to)
  return `move ${place(from)} to ${place(to)}`
}

async function frameSelection(hand: Hand, state: PageState): Promise<string> {
  const [from, to] = [hand.somewhere(state), hand.somewhere(state)]
  await hand.page.keyboard.down('Shift')
  await hand.drag(from, to)
  await hand.page.keyboard.up('Shift')
  return `frame ${place(from)} to ${place(to)}`
}

async function clickNode(hand: Hand, state: PageState): Promise<string | null> {
  const at = titleOf(state, hand)
  if (!at) return null
  await hand.click(at)
  return `click ${place(at)}`
}

async function shiftClickNode(hand: Hand, state: PageState): Promise<string | null> {
  const at = titleOf(state, hand)
  if (!at) return null
  await hand.click(at, 'Shift')
  return `shift click ${place(at)}`
}

async function clickSomewhere(hand: Hand, state: PageState): Promise<string> {
  const at = hand.somewhere(state)
  await hand.click(at)
  return `click ${place(at)}`
}

async function doubleClick(hand: Hand, state: PageState): Promise<string> {
  const at = (chance(hand.random, 0.5) ? titleOf(state, hand) : null) ?? hand.somewhere(state)
  await hand.page.mouse.dblclick(at.x, at.y)
  return `double click ${place(at)}`
}

async function turnWheel(hand: Hand, state: PageState): Promise<string> {
  const { page, random } = hand
  const at = hand.somewhere(state)
  const [dx, dy] = [below(random, 3) * 50 - 50, pick([-240, -120, 120, 240], random)]
  const isZoom = chance(random, 0.5)
  await page.mouse.move(at.x, at.y)
  if (isZoom) await page.keyboard.down('Control')
  await page.mouse.wheel(dx, dy)
  if (isZoom) await page.keyboard.up('Control')
  return `wheel ${dx} ${dy} at ${place(at)}`
}

async function openMenu(hand: Hand, state: PageState): Promise<string> {
  const at = (chance(hand.random, 0.7) ? titleOf(state, hand) : null) ?? hand.somewhere(state)
  await hand.page.mouse.click(at.x, at.y, { button: 'right' })
  return `menu at ${place(at)}`
}

/** A frame, an edge, a wire, a parameter on a face, or nothing. */
async function dragSomething(hand: Hand, state: PageState): Promise<string> {
  const [from, to] = [hand.somewhere(state), hand.somewhere(state)]
  await hand.drag(from, to)
  return `drag ${place(from)} to ${place(to)}`
}

async function deleteSome(hand: Hand, state: PageState): Promise<string | null> {
  const at = titleOf(state, hand)
  if (!at) return null
  await hand.click(at)
  await hand.press('Delete')
  return `delete ${place(at)}`
}

async function blockOfSome(hand: Hand, state: PageState): Promise<string | null> {
  const first = titleOf(state, hand)
  if (!first) return null
  await hand.click(first)
  for (let count = below(hand.random, 3); count > 0; count--)
    await hand.click(required(titleOf(state, hand), 'a title'), 'Shift')
  await hand.press('Control+g')
  return `block of ${place(first)} and others`
}

function place({ x, y }: Point): string {
  return `(${Math.round(x)}, ${Math.round(y)})`
}
