import axe, { type AxeResults } from 'axe-core'
import type { Page } from '@playwright/test'
import { expect, test } from './pages/test'

/**
 * axe-core over every panel and dialog, in both themes: WCAG 2.2 A and AA. The canvas is one element to it; the outline
 * stands for the canvas where no eyes look.
 */
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

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

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme })

    test('the window with a graph, a selected node and each drawer', async ({ editor }) => {
      await editor.openExample('first-lesson.loom.json')
      expect(await violations(editor.page)).toEqual([])
      await editor.outline.locator('li[data-type="norm/adain"]').first().getByRole('button').press('Enter')
      expect(await violations(editor.page)).toEqual([])
      for (const panel of ['problems', 'engine', 'inspected']) {
        const toggle = editor.page.getByTestId(`${panel}-toggle`)
        if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
        await expect(toggle).toHaveAttribute('aria-expanded', 'true')
        expect(await violations(editor.page), panel).toEqual([])
      }
    })

    test('an empty graph', async ({ editor }) => {
      await editor.openEmpty()
      expect(await violations(editor.page)).toEqual([])
    })

    for (const [name, key] of [
      ['search', 'Control+k'],
      ['settings', 'Control+,'],
      ['export', 'Control+e'],
    ] as const) {
      test(`the ${name} dialog`, async ({ editor }) => {
        await editor.openExample('first-lesson.loom.json')
        await editor.canvas.focus()
        await editor.page.keyboard.press(key)
        await expect(editor.page.getByRole('dialog')).toBeVisible()
        expect(await violations(editor.page)).toEqual([])
      })
    }
  })
}
