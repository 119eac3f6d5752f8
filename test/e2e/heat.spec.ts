import { HeatPage } from './pages/heat-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'
const PORTRAITS = 'portraits64.loom'

test('what nodes cost lies over the graph: in colour, in words, and summed up', async ({ editor }) => {
  const heat = new HeatPage(editor)
  await editor.openExample(PORTRAITS)
  await expect(heat.legend).toBeHidden()
  await expect(heat.figure('parameters')).toHaveText('1.11 M')
  expect(await heat.stepOf('layer6/conv')).toBe(0)

  await heat.choose('Parameters')
  await expect(heat.total).toHaveText('1.11 M in total')
  await heat.expectFigure('layer6/conv', 'parameters 55.4 k · 5 %')
  await heat.expectFigure('mix', 'parameters none')
  await expect.poll(() => heat.stepOf('layer6/conv')).toBe(8)
  expect(await heat.stepOf('mix')).toBe(0)

  await heat.choose('MultiplyAdds')
  await expect(heat.total).toHaveText('279 M in total')
  await heat.legend.getByRole('button', { name: 'layer8/conv 75.5 M · 27 %' }).click()
  await expect(editor.inspector).toHaveAttribute('data-node', 'layer8/conv')
  await expect(heat.figure('macs')).toHaveText('75.5 M')
  await expect.poll(() => heat.stepOf('layer8/conv')).toBe(9)

  await heat.choose('Memory')
  await expect(heat.legend).toContainText('Weights, and outputs for one sample, as float32.')
  await heat.legend.getByLabel('Heat').selectOption({ label: 'Off' })
  await expect(heat.legend).toBeHidden()
  await expect.poll(() => heat.stepOf('layer8/conv')).toBe(0)
  await expect(editor.node('mix')).not.toHaveAttribute('data-heat')
})

test('follows edits, and says what is not known', async ({ editor }) => {
  const heat = new HeatPage(editor)
  await editor.openExample(LESSON)
  await heat.choose('Parameters')
  await expect(heat.total).toHaveText('16.9 k in total')
  await editor.select('conv')
  await editor.setNumber('filters', '32')
  await expect(heat.total).not.toHaveText('16.9 k in total')
  await editor.action('edit.undo')
  await expect(heat.total).toHaveText('16.9 k in total')

  await editor.select('up')
  await editor.action('edit.delete')
  await heat.expectFigure('conv', 'parameters unknown')
  await expect(heat.total).toContainText('at least')
  await expect(heat.legend).toContainText('1 node: unknown')
  await editor.select('conv')
  await expect(heat.figure('parameters')).toHaveText('unknown')
})

test('run time and reuse lie over the graph as well, also after a reload', async ({ editor }) => {
  const heat = new HeatPage(editor)
  await editor.openExample(LESSON)
  await heat.choose('Reuse')
  await heat.expectFigure('mapping', 'last run ran')
  await editor.select('conv')
  await editor.setNumber('gain', '1.3')
  await heat.expectFigure('mapping', 'last run reused')
  await expect(heat.total).toContainText(/^1 of \d+ parts reused|^2 of \d+ parts reused/)

  await editor.openExample(LESSON)
  await heat.expectFigure('mapping', 'last run ran')
  await editor.page.keyboard.press('ControlOrMeta+Shift+l')
  await heat.expectFigure('mapping', /^run time [\d.]+ m?s · /)
  await heat.expectFigure('conv', 'run time with act')
  await expect(heat.total).toContainText(/m?s in total/)
  await editor.page.keyboard.press('ControlOrMeta+Shift+l')
  await expect(heat.legend).toBeHidden()
})

test('several nodes are summed up', async ({ editor }) => {
  const heat = new HeatPage(editor)
  await editor.openExample(LESSON)
  await editor.page.keyboard.press('ControlOrMeta+a')
  await expect(heat.figure('parameters')).toHaveText('16.9 k')
  await expect(heat.cost).toContainText('100 %')
})
