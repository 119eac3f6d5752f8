/** Which key runs which action: the defaults, and over them what the user chose. No key ever means two things. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { menu, menuActionIds, type MenuActionId, type MenuItem } from '../../core/contract/menu'
import { isAccelerator, sameKey } from '../actions/keys'
import { recallText, remember } from './remembered'

/** The keys of every action; the first is the one shown. */
export type Keys = ReadonlyMap<MenuActionId, readonly string[]>
/** The user's own: one key for an action in place of its defaults, or none. */
export type OwnKeys = ReadonlyMap<MenuActionId, string | null>

/** Keys beside the menu's. Delete has none there, because a native menu would take the key from text fields. */
const MORE_KEYS: Partial<Readonly<Record<MenuActionId, readonly string[]>>> = {
  'edit.delete': ['Delete', 'Backspace'],
  'edit.deleteReconnect': ['Alt+Delete', 'Alt+Backspace'],
  'edit.redo': ['CmdOrCtrl+Y'],
}

const DEFAULT_KEYS: Keys = new Map(
  menu.flatMap((group) =>
    group.items.map((item: MenuItem & { readonly id: MenuActionId }) => [
      item.id,
      [...(item.accelerator === undefined ? [] : [item.accelerator]), ...(MORE_KEYS[item.id] ?? [])],
    ]),
  ),
)

export function keysInForce(own: OwnKeys): Keys {
  return new Map(menuActionIds.map((id) => [id, keysOf(own, id)]))
}

/** The key that stands beside each action; one without a key is missing. */
export function shownKeys(keys: Keys): Readonly<Record<string, string>> {
  return Object.fromEntries([...keys].flatMap(([id, [key]]) => (key === undefined ? [] : [[id, key]])))
}

/** Who has the key, other than `id` itself. */
export function ownerOf(keys: Keys, key: string, id?: MenuActionId): MenuActionId | undefined {
  return menuActionIds.find(
    (other) => other !== id && (keys.get(other) ?? []).some((held) => sameKey(held, key)),
  )
}

/** Gives `id` the key, or none; whoever had the key is left with its other keys. */
export function assignKey(own: OwnKeys, id: MenuActionId, key: string | null): OwnKeys {
  const next = new Map(key === null ? own : withoutKeys(own, [key], id))
  next.set(id, key)
  return withoutNeedless(next)
}

/** As `assignKey`, but whoever had the key gets the one that `id` had. */
export function swapKeys(own: OwnKeys, id: MenuActionId, key: string): OwnKeys {
  const other = ownerOf(keysInForce(own), key, id)
  const former = keysOf(own, id)[0] ?? null
  const next = assignKey(own, id, key)
  return other === undefined ? next : assignKey(next, other, former)
}

/** Gives `id` its defaults back, also from those who have got them meanwhile. */
export function resetKey(own: OwnKeys, id: MenuActionId): OwnKeys {
  const next = new Map(withoutKeys(own, DEFAULT_KEYS.get(id) ?? [], id))
  next.delete(id)
  return withoutNeedless(next)
}

export function writeOwnKeys(own: OwnKeys): string {
  return JSON.stringify(Object.fromEntries(own))
}

/** What was stored may be of another version, or anything: what makes no sense is left out. */
export function readOwnKeys(text: string): OwnKeys {
  let stored: unknown
  try {
    stored = JSON.parse(text)
  } catch {
    return new Map()
  }
  if (typeof stored !== 'object' || stored === null) return new Map()
  let own: OwnKeys = new Map()
  // Clearings first: an entry takes its key from whoever has it.
  const entries = Object.entries<unknown>({ ...stored }).sort(
    ([, a], [, b]) => Number(a !== null) - Number(b !== null),
  )
  for (const [name, key] of entries) {
    const id = menuActionIds.find((known) => known === name)
    if (id === undefined || !isOwnKey(key)) continue
    own = assignKey(own, id, key)
  }
  return own
}

function isOwnKey(value: unknown): value is string | null {
  return value === null || isAccelerator(value)
}

function keysOf(own: OwnKeys, id: MenuActionId): readonly string[] {
  const key = own.get(id)
  if (key === undefined) return DEFAULT_KEYS.get(id) ?? []
  return key === null ? [] : [key]
}

function withoutKeys(own: OwnKeys, keys: readonly string[], except: MenuActionId): OwnKeys {
  const next = new Map(own)
  for (const id of menuActionIds) {
    if (id === except) continue
    const held = keysOf(own, id)
    const left = held.filter((key) => !keys.some((taken) => sameKey(taken, key)))
    if (left.length < held.length) next.set(id, left[0] ?? null)
  }
  return next
}

/** An own key that is just what the default would be is none. */
function withoutNeedless(own: OwnKeys): OwnKeys {
  return new Map(
    [...own].filter(([id, key]) => {
      const defaults = DEFAULT_KEYS.get(id) ?? []
      return key === null ? defaults.length > 0 : defaults.length !== 1 || defaults[0] !== key
    }),
  )
}

export interface Keymap {
  readonly own: ReadonlySignal<OwnKeys>
  readonly keys: ReadonlySignal<Keys>
  /** Takes what `assignKey`, `swapKeys` or `resetKey` made, and remembers it. */
  change(next: OwnKeys): void
}

const STORED_AS = 'keys'

export function createKeymap(window: Window): Keymap {
  const own = signal(readOwnKeys(recallText(window, STORED_AS) ?? '{}'))
  return {
    own,
    keys: computed(() => keysInForce(own.value)),
    change(next) {
      own.value = next
      remember(window, STORED_AS, writeOwnKeys(next))
    },
  }
}
