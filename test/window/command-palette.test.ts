import { describe, expect, test } from 'vitest'
import type { MenuActionId } from '../../core/contract/menu'
import { rankActions, type PaletteEntry } from '../../renderer/command-palette/rank-actions'
import { createCommandPalette } from '../../renderer/state/command-palette'
import { windowThatStores } from './fake-window'

const entry = (id: MenuActionId, title: string, isEnabled = true): PaletteEntry => ({
  id,
  title,
  group: id.startsWith('file') ? 'File' : id.startsWith('edit') ? 'Edit' : 'View',
  isEnabled,
})

const entries = [
  entry('file.new', 'New'),
  entry('file.save', 'Save'),
  entry('file.saveAs', 'Save As…'),
  entry('file.exportPicture', 'Save Picture…'),
  entry('edit.undo', 'Undo', false),
  entry('edit.duplicate', 'Duplicate'),
  entry('view.zoomIn', 'Zoom In'),
  entry('view.heatTime', 'Heat: Run Time'),
]

describe('the command palette', () => {
  test.each<[query: string, recent: readonly MenuActionId[], found: string]>([
    ['', [], 'New, Save, Save As…, Save Picture…, Duplicate, Zoom In, Heat: Run Time, Undo'],
    [
      '',
      ['view.zoomIn', 'file.save'],
      'Zoom In, Save, New, Save As…, Save Picture…, Duplicate, Heat: Run Time, Undo',
    ],
    ['save', [], 'Save, Save As…, Save Picture…'],
    ['save', ['file.exportPicture'], 'Save, Save Picture…, Save As…'],
    ['ZOOM', [], 'Zoom In'],
    ['dplct', [], ''],
    ['dupl', [], 'Duplicate'],
    ['zoomin', [], 'Zoom In'],
    ['file picture', [], 'Save Picture…'],
    ['time', [], 'Heat: Run Time'],
    ['undo', [], 'Undo'],
    ['qqqq', [], ''],
  ])('%j after %j finds %s', (query, recent, found) => {
    expect(
      rankActions(entries, query, recent)
        .map(({ title }) => title)
        .join(', '),
    ).toBe(found)
  })

  test('remembers what was used last, each once, and forgets what it does not know', () => {
    const window = windowThatStores({ 'styleloom.recent-actions': 'edit.undo file.nothing file.new' })
    const palette = createCommandPalette(window)
    expect(palette.recent.value).toEqual(['edit.undo', 'file.new'])
    palette.noteUse('file.new')
    expect(palette.recent.value).toEqual(['file.new', 'edit.undo'])
    expect(createCommandPalette(window).recent.value).toEqual(['file.new', 'edit.undo'])
  })
})
