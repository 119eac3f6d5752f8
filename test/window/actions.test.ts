import { describe, expect, test } from 'vitest'
import { menu, menuActionIds, type MenuItem } from '../../core/contract/menu'
import { actions } from '../../renderer/actions/actions'
import { describeKey, matchesKey, type KeyPress } from '../../renderer/actions/keys'

const items: readonly MenuItem[] = menu.flatMap((group): readonly MenuItem[] => group.items)

test('every menu item has its action under its own id', () => {
  expect(Object.keys(actions).sort()).toEqual([...menuActionIds].sort())
  expect(Object.entries(actions).filter(([id, action]) => action.id !== id)).toEqual([])
})

test('no key means two things', () => {
  const keys = items.flatMap(({ accelerator }) => accelerator ?? [])
  expect(keys.length).toBeGreaterThan(10)
  expect(new Set(keys).size).toBe(keys.length)
  for (const isMac of [true, false]) {
    const told = keys.map((key) => describeKey(key, isMac))
    expect(new Set(told).size).toBe(keys.length)
  }
})

describe('keys', () => {
  const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...modifiers,
  })

  test.each<[string, KeyPress, boolean, boolean]>([
    ['CmdOrCtrl+S', press('s', { ctrlKey: true }), false, true],
    ['CmdOrCtrl+S', press('s', { metaKey: true }), true, true],
    ['CmdOrCtrl+S', press('s', { metaKey: true }), false, false],
    ['CmdOrCtrl+S', press('s', { ctrlKey: true }), true, false],
    ['CmdOrCtrl+S', press('S', { ctrlKey: true, shiftKey: true }), false, false],
    ['CmdOrCtrl+Shift+S', press('S', { ctrlKey: true, shiftKey: true }), false, true],
    ['CmdOrCtrl+S', press('s', { ctrlKey: true, altKey: true }), false, false],
    ['CmdOrCtrl+Plus', press('+', { ctrlKey: true, shiftKey: true }), false, true],
    ['CmdOrCtrl+Plus', press('=', { ctrlKey: true }), false, true],
    ['CmdOrCtrl+-', press('-', { ctrlKey: true }), false, true],
    ['CmdOrCtrl+0', press('0', { ctrlKey: true }), false, true],
    ['Delete', press('Delete'), false, true],
    ['Delete', press('d'), false, false],
  ])('%s is pressed by %j (Mac: %s): %s', (accelerator, event, isMac, expected) => {
    expect(matchesKey(accelerator, event, isMac)).toBe(expected)
  })

  test('are written as the system writes them', () => {
    expect(describeKey('CmdOrCtrl+Shift+Z', false)).toBe('Ctrl+Shift+Z')
    expect(describeKey('CmdOrCtrl+Shift+Z', true)).toBe('⇧⌘Z')
    expect(describeKey('CmdOrCtrl+Plus', false)).toBe('Ctrl++')
    expect(describeKey('Delete', false)).toBe('Delete')
  })
})
