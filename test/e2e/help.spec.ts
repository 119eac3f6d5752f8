import { expect, test } from './pages/test'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test('About tells what the app is made of, and copies it', async ({ editor }) => {
  await editor.openEmpty()
  await editor.menu('Help', 'help.about')
  const dialog = editor.page.getByRole('dialog', { name: 'Styleloom' })
  await expect(dialog).toContainText(/onnxruntime\s*1\.\d+\.\d+/)
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await expect(dialog.getByRole('status')).toHaveText('The versions were copied.')
  const copied = await editor.page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^Styleloom\nVersion: \d+\.\d+\.\d+\nPlatform: web\n/)
  expect(copied).toMatch(/\nonnxruntime: 1\.\d+\.\d+$/)
})

test('a report shows what went wrong, and says that nothing is sent', async ({ editor }) => {
  await editor.openEmpty()
  await editor.menu('Help', 'help.report')
  const dialog = editor.page.getByRole('dialog', { name: 'Report a problem' })
  const text = dialog.getByLabel('What the report says')
  await expect(dialog).toContainText('Nothing is sent by itself.')
  await expect(text).toHaveValue(/Version: .*[^]*Nothing that the window knows of\.$/)
  await dialog.getByRole('button', { name: 'Close' }).click()

  // Told as the browser tells a bug, but without being one: that would fail this test.
  await editor.page.evaluate(() =>
    window.dispatchEvent(new ErrorEvent('error', { message: 'it broke', error: new Error('it broke') })),
  )
  const notice = editor.notices.filter({ hasText: 'it broke' })
  await notice.getByRole('button', { name: 'Report a Problem…' }).click()
  await expect(text).toHaveValue(/Error: it broke/)
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await expect(dialog.getByRole('status')).toHaveText('The report was copied.')
  expect(await editor.page.evaluate(() => navigator.clipboard.readText())).toContain('Error: it broke')
})

test('what only the desktop can do is in no menu of a web page', async ({ editor }) => {
  await editor.openEmpty()
  await editor.page.getByRole('menubar').getByRole('menuitem', { name: 'Help' }).click()
  await expect(editor.page.getByTestId('menu-help.report')).toBeVisible()
  await expect(editor.page.getByTestId('menu-help.logs')).toHaveCount(0)
})
