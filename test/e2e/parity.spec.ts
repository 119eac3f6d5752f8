import { readFile } from 'node:fs/promises'
import { decodeUtf8 } from '../../core/base/utf8'
import { PARITY_ENTRY } from '../../core/file/loom'
import { readZip } from '../../core/file/zip'
import { expect, test } from './pages/test'

test('the backends are compared node by node, a node is gone to, and the report is saved with the graph', async ({
  editor,
  page,
}) => {
  await editor.openExample('first-lesson.loom.json')
  await editor.menu('Run', 'run.compare')
  const dialog = page.getByRole('dialog', { name: 'WebGPU against WASM' })
  await expect(dialog.getByTestId('parity-verdict')).toHaveAttribute('data-verdict', 'agree', {
    timeout: 90_000,
  })
  await expect(dialog.locator('tbody tr')).toHaveCount(10)

  const download = await editor.downloaded(() => dialog.getByRole('button', { name: 'Save Report' }).click())
  expect(download.suggestedFilename()).toBe('first-lesson-parity.loom')
  const files = readZip(new Uint8Array(await readFile(await download.path())))
  const entry = files.ok ? files.value.get(PARITY_ENTRY) : undefined
  const report: unknown = JSON.parse((entry && decodeUtf8(entry)) ?? 'null')
  expect(report).toMatchObject({ tolerance: 0.002, first: null })

  await dialog.locator('tr[data-port="adain.y"] button').click()
  await expect(dialog).toBeHidden()
  await expect(editor.inspector).toHaveAttribute('data-node', 'adain')
})
