/** Keys in Electron's notation (`CmdOrCtrl+Shift+S`), matched to key presses and written for people. */

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const NAMES: Readonly<Record<string, string>> = { plus: '+', delete: 'delete', space: ' ', esc: 'escape' }

export function matchesKey(accelerator: string, press: KeyPress, isMac: boolean): boolean {
  const { key, command, shift, alt } = parse(accelerator)
  const pressed = press.key.toLowerCase()
  const hasCommand = isMac ? press.metaKey : press.ctrlKey
  const hasOther = isMac ? press.ctrlKey : press.metaKey
  if (hasCommand !== command || hasOther || press.altKey !== alt) return false
  // Signs such as + are on different keys of different keyboards: there, Shift is a part of the sign.
  const isLetter = /^[a-z0-9]$/.test(key)
  if (isLetter && press.shiftKey !== shift) return false
  return pressed === key || (key === '+' && pressed === '=')
}

/** `Ctrl+Shift+S`, `⇧⌘S`. */
export function describeKey(accelerator: string, isMac: boolean): string {
  const { key, command, shift, alt } = parse(accelerator)
  const name =
    key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)
  if (isMac)
    return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${command ? '⌘' : ''}${name === 'Delete' ? '⌫' : name}`
  return [command && 'Ctrl', alt && 'Alt', shift && 'Shift', name].filter(Boolean).join('+')
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

export function isMacPlatform(navigator: { readonly platform: string }): boolean {
  return navigator.platform.startsWith('Mac')
}
