import axe, { type AxeResults } from 'axe-core'
import type { Locator, Page } from '@playwright/test'
import { DiffPage } from './pages/diff-page'
import type { EditorPage } from './pages/editor-page'
import { expect, test } from './pages/test'

/**
 * axe-core over every panel and dialog, in both themes: WCAG 2.2 A and AA. The canvas is one element to it; the outline
 * stands for the canvas where no eyes look.
 */
// What fades in has less contrast until it stands.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const LESSON = 'first-lesson.loom.json'

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(
    (values) =>
      (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
      }),
    STANDARDS,
  )
  return found.violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) =>
      [impact, id, help, target.join(' '), failureSummary.replace(/\s+/g, ' ')].join(' | '),
    ),
  )
}

/** What opens over the window: how, and what shows that it is there. */
interface Opened {
  readonly name: string
  open(editor: EditorPage): Promise<void>
  readonly shown: (page: Page) => Locator
}

const dialog = (page: Page): Locator => page.getByRole('dialog')

function byKey(key: string): (editor: EditorPage) => Promise<void> {
  return async ({ canvas, page }) => {
    await canvas.focus()
    await page.keyboard.press(key)
  }
}

const OVER_THE_WINDOW: readonly Opened[] = [
  { name: 'the search for a node', open: byKey('ControlOrMeta+k'), shown: dialog },
  { name: 'the settings', open: byKey('ControlOrMeta+,'), shown: dialog },
  { name: 'the export', open: byKey('ControlOrMeta+e'), shown: dialog },
  { name: 'save as', open: byKey('ControlOrMeta+Shift+s'), shown: dialog },
  { name: 'the command palette', open: byKey('ControlOrMeta+Shift+p'), shown: dialog },
  { name: 'find in graph', open: openFind, shown: (page) => page.getByTestId('find-panel') },
  { name: 'the examples', open: (editor) => editor.menu('File', 'file.examples'), shown: dialog },
  { name: 'the comparison of backends', open: (editor) => editor.menu('Run', 'run.compare'), shown: dialog },
  { name: 'the shortcuts', open: (editor) => editor.menu('Help', 'help.keys'), shown: dialog },
  { name: 'about', open: openAbout, shown: dialog },
  { name: 'the question before changes are dropped', open: discard, shown: dialog },
  { name: 'an open menu', open: openMenu, shown: (page) => page.getByRole('menu') },
  { name: 'the menu of a node', open: openNodeMenu, shown: (page) => page.getByRole('menu') },
  { name: 'a refusal with its repairs', open: refuse, shown: (page) => page.getByTestId('notice') },
  { name: 'the outline, with ports', open: openOutline, shown: (page) => page.getByRole('tree') },
  { name: 'the list of what can be connected', open: openConnect, shown: dialog },
  {
    name: 'the comparison of two graphs',
    open: openDiff,
    shown: (page) => page.getByTestId('diff-pictures').getByRole('img').last(),
  },
]

async function openFind(editor: EditorPage): Promise<void> {
  await byKey('ControlOrMeta+f')(editor)
  await editor.page.keyboard.type('conv')
}

async function openDiff(editor: EditorPage): Promise<void> {
  await editor.select('act')
  await editor.page.keyboard.press('Delete')
  await editor.select('z')
  await editor.setNumber('seed', '7')
  await editor.action('edit.undo')
  const diff = new DiffPage(editor)
  await diff.open()
  await diff.side('before').selectOption({ index: 2 })
  await diff.comparePictures()
}

async function openAbout({ page }: EditorPage): Promise<void> {
  await page.getByRole('menubar').getByRole('menuitem', { name: 'Help' }).click()
  await page.getByRole('menuitem', { name: 'About Styleloom' }).click()
}

async function discard(editor: EditorPage): Promise<void> {
  await editor.select('act')
  await editor.page.keyboard.press('Delete')
  await editor.menu('File', 'file.close')
}

async function openMenu({ page }: EditorPage): Promise<void> {
  await page.getByRole('menubar').getByRole('menuitem', { name: 'Edit' }).click()
}

async function openNodeMenu(editor: EditorPage): Promise<void> {
  await editor.node('adain').press('Shift+F10')
}

async function refuse(editor: EditorPage): Promise<void> {
  await editor.dragWire(['mapping', 'w'], ['adain', 'styles'])
}

async function openOutline(editor: EditorPage): Promise<void> {
  await editor.node('adain').press('ArrowRight')
  await expect(editor.outline.getByRole('treeitem', { name: /^Input x/ })).toBeVisible()
}

async function openConnect(editor: EditorPage): Promise<void> {
  await openOutline(editor)
  await editor.page.keyboard.press('ArrowDown')
  await editor.page.keyboard.press('Enter')
}

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme })

    test('the window with a graph, a selected node and each drawer', async ({ editor }) => {
      await editor.openExample(LESSON)
      expect(await violations(editor.page)).toEqual([])
      await editor.select('adain')
      expect(await violations(editor.page)).toEqual([])
      for (const panel of ['problems', 'engine', 'inspected']) {
        const toggle = editor.page.getByTestId(`${panel}-toggle`)
        if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
        await expect(toggle).toHaveAttribute('aria-expanded', 'true')
        expect(await violations(editor.page), panel).toEqual([])
      }
    })

    test('an empty graph, and its outline', async ({ editor }) => {
      await editor.openEmpty()
      expect(await violations(editor.page)).toEqual([])
      await editor.page.keyboard.press('ControlOrMeta+Shift+O')
      await expect(editor.page.getByTestId('outline-add')).toBeFocused()
      expect(await violations(editor.page)).toEqual([])
    })

    test('a graph with problems', async ({ editor }) => {
      await editor.openExample(LESSON)
      await editor.select('affine')
      await editor.setNumber('channels', '8')
      await expect(editor.page.getByTestId('problems-toggle')).toContainText('error')
      const toggle = editor.page.getByTestId('problems-toggle')
      if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
      await editor.select('adain')
      expect(await violations(editor.page)).toEqual([])
    })

    test('the report on a file that cannot be read', async ({ editor }) => {
      await editor.openEmpty()
      const chosen = editor.page.waitForEvent('filechooser')
      await editor.action('file.open')
      await (
        await chosen
      ).setFiles({
        name: 'broken.loom.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{ "format": "styleloom", "version": 1, "nodes": 3 }'),
      })
      await expect(editor.page.getByRole('dialog')).toBeVisible()
      expect(await violations(editor.page)).toEqual([])
    })

    for (const { name, open, shown } of OVER_THE_WINDOW) {
      test(name, async ({ editor }) => {
        await editor.openExample(LESSON)
        await open(editor)
        await expect(shown(editor.page).first()).toBeVisible()
        expect(await violations(editor.page)).toEqual([])
      })
    }
  })
}
