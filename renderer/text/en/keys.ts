/** The key names that are not simply what the browser calls them with a capital letter. */
const names: Readonly<Record<string, string>> = { ' ': 'Space', pageup: 'PageUp', pagedown: 'PageDown' }

/** Keys, as they are written on keyboards. On a Mac modifiers are signs. */
export const keys = {
  names,
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  esc: 'Esc',
  controlIsTaken: 'Keys with Control belong to the system: use ⌘.',
  metaIsTaken: 'Keys with Windows or Super belong to the system: use Ctrl.',
  moves: (key: string, modifier: string) =>
    `${key} moves through the window: press it together with ${modifier}.`,
}
