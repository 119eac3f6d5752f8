/** What a key means on a row of the outline: the same on every row, so that one table says it. */
import type { KeyPress } from '../actions/keys'
import type { Move } from './outline-rows'

export type OutlineAct =
  | { readonly kind: 'move'; readonly move: Move; readonly how: 'select' | 'extend' | 'walk' }
  /** Shows the ports below a node, or goes to the first of them. */
  | { readonly kind: 'open' }
  /** Hides the ports, or goes from a port to its node. */
  | { readonly kind: 'close' }
  /** On a node: its parameters. On a port: what it could be connected to. */
  | { readonly kind: 'enter' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'add' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'rename' }
  | { readonly kind: 'select' }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'type'; readonly letter: string }

const MOVES: Readonly<Record<string, Move>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  PageDown: 'pageDown',
  PageUp: 'pageUp',
}

type PlainAct = 'open' | 'close' | 'enter' | 'add' | 'delete' | 'rename' | 'select' | 'leave'

const PLAIN: Readonly<Record<string, PlainAct>> = {
  ArrowRight: 'open',
  ArrowLeft: 'close',
  Enter: 'enter',
  Insert: 'add',
  '+': 'add',
  Delete: 'delete',
  Backspace: 'delete',
  F2: 'rename',
  ' ': 'select',
  Escape: 'leave',
}

/** Null: not the outline's key. `isTyping`: letters were typed just before, a space goes on. */
export function outlineAct(press: KeyPress, isTyping: boolean): OutlineAct | null {
  const { key, shiftKey, altKey } = press
  const hasCommand = press.ctrlKey || press.metaKey
  if (altKey) return null
  const move = MOVES[key]
  if (move) return { kind: 'move', move, how: shiftKey ? 'extend' : hasCommand ? 'walk' : 'select' }
  if (hasCommand) return key === ' ' ? { kind: 'toggle' } : null
  // Capitals act, small letters look for a name: both ways of working have their keys on every keyboard.
  if (shiftKey && key.toLowerCase() === 'a') return { kind: 'add' }
  if (shiftKey && key.toLowerCase() === 'c') return { kind: 'connect' }
  if (key === ' ' && isTyping) return { kind: 'type', letter: key }
  const plain = PLAIN[key]
  if (plain && (!shiftKey || key === '+')) return { kind: plain }
  return key.length === 1 && !shiftKey ? { kind: 'type', letter: key } : null
}
