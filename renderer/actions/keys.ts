/** Keys in Electron's notation (`CmdOrCtrl+Shift+S`), matched to key presses, recorded, and written for people. */
import { words } from '../text/words'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** What Electron calls a key, where the browser calls it otherwise; both in lower case. */
const NAMES: Readonly<Record<string, string>> = {
  plus: '+',
  space: ' ',
  esc: 'escape',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
}
const MODIFIERS = ['cmdorctrl', 'alt', 'shift']
const NAMED_KEY =
  /^(enter|tab|delete|backspace|insert|home|end|pageup|pagedown|escape| |arrow(up|down|left|right)|f([1-9]|1\d|2[0-4]))$/

/** Keys by which one moves through the window; only a modifier makes them free for actions. */
const MOVING_KEY = /^(enter|tab|escape| |arrow(up|down|left|right)|home|end|pageup|pagedown)$/

export function matchesKey(accelerator: string, press: KeyPress, isMac: boolean): boolean {
  const { key, command, shift, alt } = parse(accelerator)
  const pressed = press.key.toLowerCase()
  const hasCommand = isMac ? press.metaKey : press.ctrlKey
  const hasOther = isMac ? press.ctrlKey : press.metaKey
  if (hasCommand !== command || hasOther || press.altKey !== alt) return false
  if (!isSign(key) && press.shiftKey !== shift) return false
  return pressed === key || (key === '+' && pressed === '=')
}

export type RecordedKey =
  | { readonly kind: 'key'; readonly accelerator: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Only modifiers so far. */
  | { readonly kind: 'incomplete' }

/** The key that a press stands for, as it can be given to an action. */
export function recordKey(press: KeyPress, isMac: boolean): RecordedKey {
  const key = press.key.toLowerCase()
  if (key.length !== 1 && !NAMED_KEY.test(key)) return { kind: 'incomplete' }
  if (isMac ? press.ctrlKey : press.metaKey) {
    return {
      kind: 'refused',
      reason: isMac ? words.keys.controlIsTaken : words.keys.metaIsTaken,
    }
  }
  const hasCommand = isMac ? press.metaKey : press.ctrlKey
  if (MOVING_KEY.test(key) && !hasCommand && !press.altKey) {
    return {
      kind: 'refused',
      reason: words.keys.moves(nameOf(key), isMac ? '⌘' : words.keys.ctrl),
    }
  }
  const electronName = Object.entries(NAMES).find(([, name]) => name === key)?.[0] ?? key
  const parts = [
    hasCommand && 'CmdOrCtrl',
    press.altKey && 'Alt',
    press.shiftKey && !isSign(key) && 'Shift',
    capital(electronName),
  ]
  return { kind: 'key', accelerator: parts.filter(Boolean).join('+') }
}

/** Without a modifier that makes it an action's key; Shift is free for what the key itself means. */
export function isPlain({ ctrlKey, metaKey, altKey }: KeyPress): boolean {
  return !ctrlKey && !metaKey && !altKey
}

/** True when one press would be both. */
export function sameKey(a: string, b: string): boolean {
  return normalised(a) === normalised(b)
}

export function isAccelerator(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const parts = value.toLowerCase().split('+')
  const { key } = parse(value)
  return (
    parts.slice(0, -1).every((part) => MODIFIERS.includes(part)) && (key.length === 1 || NAMED_KEY.test(key))
  )
}

/** `Ctrl+Shift+S`, `⇧⌘S`. */
export function describeKey(accelerator: string, isMac: boolean): string {
  const { key, command, shift, alt } = parse(accelerator)
  const name = nameOf(key)
  if (isMac)
    return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${command ? '⌘' : ''}${key === 'delete' ? '⌫' : name}`
  return [command && words.keys.ctrl, alt && words.keys.alt, shift && words.keys.shift, name]
    .filter(Boolean)
    .join('+')
}

function parse(accelerator: string): { key: string; command: boolean; shift: boolean; alt: boolean } {
  const parts = accelerator.toLowerCase().split('+')
  const last = parts.at(-1) ?? ''
  return {
    key: NAMES[last] ?? last,
    command: parts.includes('cmdorctrl'),
    shift: parts.includes('shift'),
    alt: parts.includes('alt'),
  }
}

function normalised(accelerator: string): string {
  const { key, command, shift, alt } = parse(accelerator)
  return `${command} ${alt} ${shift && !isSign(key)} ${key === '=' ? '+' : key}`
}

/** Signs such as + are on different keys of different keyboards: there, Shift is a part of the sign. */
function isSign(key: string): boolean {
  return key.length === 1 && !/^[\p{L}\d ]$/u.test(key)
}

function nameOf(key: string): string {
  const plain = key.startsWith('arrow') ? key.slice('arrow'.length) : key
  return words.keys.names[plain] ?? capital(plain)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function isMacPlatform(navigator: { readonly platform: string }): boolean {
  return navigator.platform.startsWith('Mac')
}
