import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { readDocument } from '../../core/file/read-document'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import { integrityProblems } from '../helpers/integrity'
import { printed } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { letLoose } from './monkey/monkey'
import { readState } from './monkey/page-state'
import type { EditorPage } from './pages/editor-page'
import { expect, test } from './pages/test'

/** `STYLELOOM_SEED=7 STYLELOOM_GESTURES=500` does the first 500 gestures of seed 7. */
const GESTURES = Number(process.env['STYLELOOM_GESTURES'] ?? 2000)
const AT_ONCE = 25

// A recording of so many gestures costs more than they do.
test.use({ trace: 'off', screenshot: 'only-on-failure' })

const registry = createRegistry(nodeDefinitions)

test('random gestures leave no error, a sound graph, and the way back to the start', async ({
  editor,
}, testInfo) => {
  // Two to four minutes on a machine that does nothing else.
  test.setTimeout(1_200_000)
  const seed = testSeed()
  const done: string[] = []
  await editor.openExample('first-lesson.loom.json')
  const start = await saved(editor)
  await expect(edited(editor)).toBeHidden()

  try {
    await letLoose(editor.page, seed, GESTURES, (gesture) => void done.push(gesture))
  } finally {
    await testInfo.attach(`gestures of seed ${seed}`, { body: done.join('\n'), contentType: 'text/plain' })
  }

  await comeToRest(editor)
  const end = await shown(editor)
  await repeat(editor, 'Control+z', 'hasUndo')
  await expect(edited(editor)).toBeHidden()
  await repeat(editor, 'Control+Shift+z', 'hasRedo')
  expect(await shown(editor)).toEqual(end)

  const text = await saved(editor)
  const read = readDocument(text, registry)
  expect(printed(read)).toEqual([])
  if (read.ok) expect(integrityProblems(read.value.document, registry)).toEqual([])
  await expect(edited(editor)).toBeHidden()

  await repeat(editor, 'Control+z', 'hasUndo')
  expect(await saved(editor)).toBe(start)
})

/** Nothing open, nothing locked, the document's own graph, and nothing left to redo. */
async function comeToRest({ page }: EditorPage): Promise<void> {
  for (let steps = 0; ; steps++) {
    const state = await readState(page)
    const { overlay, isInside, isLocked, isTyping, hasRedo } = state
    expect(steps, `it does not come to rest: ${JSON.stringify(state)}`).toBeLessThan(50)
    if (overlay !== null) await page.keyboard.press('Escape')
    else if (isTyping) await page.keyboard.press('Control+Shift+o')
    else if (isLocked) await page.getByTestId('lock-sign').getByRole('button').click()
    else if (isInside) await page.keyboard.press('Alt+ArrowUp')
    else if (hasRedo) await addNode(page)
    else return
  }
}

/** What is done anew cuts off what was undone. */
async function addNode(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('AdaIN')
  await page.keyboard.press('Enter')
}

/** Presses a key until there is nothing left to do with it. */
async function repeat({ page }: EditorPage, key: string, left: 'hasUndo' | 'hasRedo'): Promise<void> {
  for (let done = 0; (await readState(page))[left]; done += AT_ONCE) {
    expect(done, `${key} comes to no end`).toBeLessThan(3 * GESTURES)
    for (let i = 0; i < AT_ONCE; i++) await page.keyboard.press(key)
  }
}

/** The outline's words and places: all that a reader is told of the graph. */
async function shown({ outline }: EditorPage): Promise<readonly string[]> {
  return outline.locator('li[data-node]').evaluateAll((items) =>
    items
      .map((item) => {
        const places = ['data-node', 'data-type', 'data-x', 'data-y'].map((name) => item.getAttribute(name))
        return [...places, item.textContent].join(' | ')
      })
      .sort(),
  )
}

function edited({ page }: EditorPage): Locator {
  return page.getByRole('banner').getByRole('img', { name: 'edited' })
}

/** The graph as text, saved by the dialog. */
async function saved({ page }: EditorPage): Promise<string> {
  await page.keyboard.press('Control+Shift+s')
  const dialog = page.getByRole('dialog', { name: 'Save the graph' })
  await dialog.getByLabel('File name').fill('monkey')
  await dialog.getByRole('radio', { name: /^Readable text/ }).check()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save' }).click()
  return readFile(await (await download).path(), 'utf8')
}
