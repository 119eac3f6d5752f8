import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { menuActionIds, type MenuActionId } from '../../core/contract/menu'
import { isAccelerator, recordKey, sameKey, type KeyPress } from '../../renderer/actions/keys'
import {
  assignKey,
  createKeymap,
  keysInForce,
  ownerOf,
  readOwnKeys,
  resetKey,
  swapKeys,
  writeOwnKeys,
  type OwnKeys,
} from '../../renderer/state/keymap'
import { windowThatStores } from './fake-window'

const NONE: OwnKeys = new Map()

function press(key: string, modifiers = ''): KeyPress {
  return {
    key,
    ctrlKey: modifiers.includes('c'),
    metaKey: modifiers.includes('m'),
    shiftKey: modifiers.includes('s'),
    altKey: modifiers.includes('a'),
  }
}

describe('a pressed key becomes', () => {
  test.each<[KeyPress, 'Mac' | 'PC', string]>([
    [press('d', 'c'), 'PC', 'CmdOrCtrl+D'],
    [press('d', 'm'), 'Mac', 'CmdOrCtrl+D'],
    [press('D', 'cs'), 'PC', 'CmdOrCtrl+Shift+D'],
    [press('+', 'cs'), 'PC', 'CmdOrCtrl+Plus'],
    [press('!', 'cs'), 'PC', 'CmdOrCtrl+!'],
    [press('F5'), 'PC', 'F5'],
    [press('F5', 's'), 'PC', 'Shift+F5'],
    [press('b'), 'PC', 'B'],
    [press('ArrowUp', 'c'), 'PC', 'CmdOrCtrl+Up'],
    [press(' ', 'c'), 'PC', 'CmdOrCtrl+Space'],
    [press('Delete', 'a'), 'PC', 'Alt+Delete'],
    [press('Control', 'c'), 'PC', 'incomplete'],
    [press('Dead', 'a'), 'PC', 'incomplete'],
    [press('d', 'm'), 'PC', 'refused'],
    [press('d', 'c'), 'Mac', 'refused'],
    [press('Enter'), 'PC', 'refused'],
    [press('Tab', 's'), 'PC', 'refused'],
    [press('ArrowLeft'), 'PC', 'refused'],
  ])('%j on a %s: %s', (event, system, expected) => {
    const recorded = recordKey(event, system === 'Mac')
    expect(recorded.kind === 'key' ? recorded.accelerator : recorded.kind).toBe(expected)
    if (recorded.kind === 'key') expect(isAccelerator(recorded.accelerator)).toBe(true)
  })
})

describe('keys', () => {
  /** What differs from the defaults: `edit.copy: Ctrl+K`. */
  function changes(own: OwnKeys): string[] {
    const defaults = keysInForce(NONE)
    return [...keysInForce(own)]
      .filter(([id, keys]) => String(keys) !== String(defaults.get(id)))
      .map(([id, keys]) => `${id}: ${keys.join(', ') || 'none'}`)
      .sort()
  }

  test.each<[what: string, own: OwnKeys, expected: readonly string[]]>([
    ['a free key', assignKey(NONE, 'view.fit', 'F2'), ['view.fit: F2']],
    ['no key', assignKey(NONE, 'view.fit', null), ['view.fit: none']],
    [
      'a key of another',
      assignKey(NONE, 'view.fit', 'CmdOrCtrl+D'),
      ['edit.duplicate: none', 'view.fit: CmdOrCtrl+D'],
    ],
    [
      'a second key of another',
      assignKey(NONE, 'view.fit', 'Backspace'),
      ['edit.delete: Delete', 'view.fit: Backspace'],
    ],
    [
      'a swap',
      swapKeys(NONE, 'view.fit', 'CmdOrCtrl+D'),
      ['edit.duplicate: CmdOrCtrl+0', 'view.fit: CmdOrCtrl+D'],
    ],
    [
      'a swap by one that had none',
      swapKeys(NONE, 'file.examples', 'CmdOrCtrl+D'),
      ['edit.duplicate: none', 'file.examples: CmdOrCtrl+D'],
    ],
    ['a swap and back', swapKeys(swapKeys(NONE, 'view.fit', 'CmdOrCtrl+D'), 'view.fit', 'CmdOrCtrl+0'), []],
    ['a key and its reset', resetKey(assignKey(NONE, 'view.fit', 'F2'), 'view.fit'), []],
    [
      'a reset that takes its key back',
      resetKey(assignKey(NONE, 'view.fit', 'CmdOrCtrl+D'), 'edit.duplicate'),
      ['view.fit: none'],
    ],
    ['the default itself', assignKey(NONE, 'view.fit', 'CmdOrCtrl+0'), []],
  ])('%s', (_what, own, expected) => {
    expect(changes(own)).toEqual(expected)
  })

  test('whose key it is', () => {
    const keys = keysInForce(assignKey(NONE, 'view.fit', 'F2'))
    expect(ownerOf(keys, 'F2')).toBe('view.fit')
    expect(ownerOf(keys, 'F2', 'view.fit')).toBeUndefined()
    expect(ownerOf(keys, 'CmdOrCtrl+0')).toBeUndefined()
    expect(ownerOf(keys, 'Shift+CmdOrCtrl+Z')).toBe('edit.redo')
    expect(ownerOf(keys, 'CmdOrCtrl+=')).toBe('view.zoomIn')
  })

  test('no key ever means two things, and what is stored is what is read', () => {
    const key = fc.constantFrom('F2', 'CmdOrCtrl+D', 'CmdOrCtrl+Y', 'Backspace', 'CmdOrCtrl+Shift+Z', 'B')
    const step = fc.tuple(
      fc.constantFrom('assign', 'swap', 'clear', 'reset'),
      fc.constantFrom<MenuActionId>('edit.redo', 'edit.undo', 'edit.delete', 'edit.duplicate', 'view.fit'),
      key,
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let own = NONE
        for (const [what, id, chosen] of steps) {
          if (what === 'assign') own = assignKey(own, id, chosen)
          else if (what === 'swap') own = swapKeys(own, id, chosen)
          else if (what === 'clear') own = assignKey(own, id, null)
          else own = resetKey(own, id)
          const all = [...keysInForce(own).values()].flat()
          const twice = all.filter((one, index) => all.some((other, at) => at < index && sameKey(one, other)))
          expect(twice).toEqual([])
        }
        expect(keysInForce(readOwnKeys(writeOwnKeys(own)))).toEqual(keysInForce(own))
      }),
    )
  })

  test.each([
    ['', []],
    ['[]', []],
    ['null', []],
    ['{"view.fit":7,"no.such":"F3","view.zoomIn":"Hyper+Q","edit.cut":"F4"}', ['edit.cut: F4']],
    ['{"view.fit":"F4","edit.cut":"F4"}', ['edit.cut: F4', 'view.fit: none']],
  ])('stored as %j', (text, expected) => {
    expect(changes(readOwnKeys(text))).toEqual(expected)
  })

  test('are remembered', () => {
    const window = windowThatStores()
    const keymap = createKeymap(window)
    keymap.change(assignKey(keymap.own.value, 'view.fit', 'F2'))
    expect(createKeymap(window).keys.value.get('view.fit')).toEqual(['F2'])
    expect([...keymap.keys.value.keys()]).toEqual([...menuActionIds])
  })
})
