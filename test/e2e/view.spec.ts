import { expect, test } from './pages/test'
import { WayfindingPage } from './pages/wayfinding-page'

const LESSON = 'first-lesson.loom.json'

test('the minimap moves the camera by click, drag, wheel and keys', async ({ editor }) => {
  await editor.openExample(LESSON)
  const way = new WayfindingPage(editor)
  await editor.select('conv')
  const before = await way.camera()
  await way.minimap.click({ position: { x: 20, y: 64 } })
  await expect.poll(() => way.camera()).not.toBe(before)
  await expect.poll(() => way.frameLeft()).toBeLessThan(20)

  const box = await way.minimap.boundingBox()
  const left = (box?.x ?? 0) + 20
  const middle = (box?.y ?? 0) + 64
  await editor.drag({ x: left, y: middle }, { x: left + 90, y: middle })
  await expect.poll(() => way.frameLeft()).toBeGreaterThan(60)

  const scale = await way.scale()
  await editor.page.mouse.wheel(0, -300)
  await expect.poll(() => way.scale()).toBeGreaterThan(scale * 1.2)

  await way.minimap.focus()
  const from = await way.frameLeft()
  await editor.page.keyboard.press('ArrowLeft')
  await expect.poll(() => way.frameLeft()).toBeLessThan(from)
  await editor.page.keyboard.press('Escape')
  await expect(editor.canvas).toBeFocused()
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
})

test('the minimap shows what is selected and where problems are', async ({ editor }) => {
  await editor.openExample(LESSON)
  const way = new WayfindingPage(editor)
  await expect.poll(() => way.pixelsOf('accent')).toBe(0)
  expect(await way.pixelsOf('error')).toBe(0)
  await editor.select('affine')
  await expect.poll(() => way.pixelsOf('accent')).toBeGreaterThan(5)
  await editor.setNumber('channels', '8')
  await expect.poll(() => way.pixelsOf('error')).toBeGreaterThan(5)
})

test('the minimap goes and comes by its action, and stays away from small canvases', async ({ editor }) => {
  await editor.openExample(LESSON)
  const way = new WayfindingPage(editor)
  await expect(way.minimap).toBeVisible()
  await editor.menu('View', 'view.minimap')
  await expect(way.minimap).toBeHidden()
  await editor.openExample(LESSON)
  await expect(way.minimap).toBeHidden()
  await editor.menu('View', 'view.minimap')
  await expect(way.minimap).toBeVisible()
  await editor.page.setViewportSize({ width: 900, height: 420 })
  await expect(way.minimap).toBeHidden()
})

for (const motion of ['no-preference', 'reduce'] as const) {
  test(`zoom to selection shows the selected node large (motion: ${motion})`, async ({ editor }) => {
    await editor.page.emulateMedia({ reducedMotion: motion })
    await editor.openExample(LESSON)
    const way = new WayfindingPage(editor)
    await editor.select('affine')
    await way.fit()
    const fitted = await way.scale()
    await editor.canvas.focus()
    await editor.page.keyboard.press('ControlOrMeta+Shift+F')
    await expect.poll(() => way.scale()).toBe(1)
    const { x, y } = await editor.nodePlace('affine')
    const box = await editor.canvas.boundingBox()
    expect(Math.abs(x - (box?.x ?? 0) - (box?.width ?? 0) / 2)).toBeLessThan(10)
    expect(Math.abs(y - (box?.y ?? 0) - (box?.height ?? 0) / 2)).toBeLessThan(120)
    await editor.action('view.fit')
    await expect.poll(() => way.scale()).toBeCloseTo(fitted, 6)
  })
}

test('a locked graph refuses a move, a wire and a delete, says why, and lets its values be set', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  const way = new WayfindingPage(editor)
  await editor.menu('Edit', 'edit.lock')
  await expect(way.lockSign).toBeVisible()

  const x = await editor.nodeX('conv')
  const grip = await editor.nodePlace('conv')
  await editor.drag(grip, { x: grip.x + 60, y: grip.y + 40 })
  await expect(editor.notices).toContainText('The graph is locked')
  expect(await editor.nodeX('conv')).toBe(x)
  await expect(editor.inspector).toHaveAttribute('data-node', 'conv')
  await editor.dragWire(['up', 'y'], ['act', 'x'])
  await editor.canvas.focus()
  await editor.page.keyboard.press('Delete')
  await editor.page.keyboard.press('ArrowRight')
  await expect(editor.notices).toHaveCount(1)
  await expect(editor.node('conv')).toBeAttached()
  await expect(editor.node('act')).toContainText('x from conv.y')
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()

  await editor.setNumber('filters', '8')
  await expect(editor.node('conv')).toContainText('× 8 × 32 × 32')

  await way.unlock.click()
  await expect(way.lockSign).toBeHidden()
  await expect(editor.notices).toHaveCount(0)
  await editor.canvas.focus()
  await editor.page.keyboard.press('Delete')
  await expect(editor.node('conv')).not.toBeAttached()
})

test('a click still selects in a locked graph, and another graph opens unlocked', async ({ editor }) => {
  await editor.openExample(LESSON)
  const way = new WayfindingPage(editor)
  await editor.menu('Edit', 'edit.lock')
  await editor.canvas.focus()
  await editor.page.keyboard.press('ControlOrMeta+a')
  await expect(editor.inspector).toContainText('nodes selected')
  const { x, y } = await editor.nodePlace('adain')
  await editor.page.mouse.click(x, y)
  await expect(editor.inspector).toHaveAttribute('data-node', 'adain')
  await expect(editor.notices).toHaveCount(0)
  await editor.action('file.new')
  await expect(way.lockSign).toBeHidden()
})

test('wires fade and hide but for those at the selection; this survives reload and has a way back', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  const way = new WayfindingPage(editor)
  const wire = [
    ['affine', 'styles'],
    ['adain', 'styles'],
  ] as const
  await editor.select('z')
  await way.fit()
  const full = await way.inkBetween(...wire)
  expect(full).toBeGreaterThan(10)
  await editor.menu('View', 'view.wires')
  await expect(way.wiresSign).toContainText('Wires faded')
  await expect.poll(() => way.inkBetween(...wire)).toBeLessThan(full / 4)

  await editor.openExample(LESSON)
  await expect(way.wiresSign).toContainText('Wires faded')
  await editor.menu('View', 'view.wires')
  await expect(way.wiresSign).toContainText('Wires hidden')
  await expect.poll(() => way.inkBetween(...wire)).toBe(0)
  await editor.select('affine')
  await way.fit()
  await expect.poll(() => way.inkBetween(...wire)).toBeGreaterThan(full / 2)

  await way.wiresSign.getByRole('button', { name: 'Show all' }).click()
  await expect(way.wiresSign).toBeHidden()
  await expect(editor.canvas).toBeFocused()
})
