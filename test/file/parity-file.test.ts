import { expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { decodeUtf8 } from '../../core/base/utf8'
import type { ParityReport } from '../../core/contract/engine-types'
import { PARITY_ENTRY, readLoom, writeLoom } from '../../core/file/loom'
import { writeParity } from '../../core/file/parity-file'
import { readZip } from '../../core/file/zip'
import { allNodes } from '../helpers/random-graph'
import { randomGenerator } from '../helpers/random-generator'
import { valueOf } from '../helpers/result'

const { editor, store } = randomGenerator(3)
const { document } = editor
const [first = nodeId('none'), second = nodeId('none')] = [...document.nodes.keys()]

const report: ParityReport = {
  tolerance: 0.002,
  entries: [
    { port: { node: first, port: 'z' }, difference: 1e-7, dims: [1, 8] },
    { port: { node: second, port: 'y' }, difference: Infinity, dims: [1, 8, 4, 4] },
  ],
  first: { node: second, port: 'y' },
  adapter: 'a "quoted" adapter',
  runtime: 'onnxruntime-web 1.30.0',
  runMs: { webgpu: 12.5, wasm: 3 },
}

test('a report is JSON with one line a port, and infinity in it is text', () => {
  const text = writeParity(report, document, '9.9.9')
  expect(JSON.parse(text)).toEqual({
    styleloom: '9.9.9',
    runtime: 'onnxruntime-web 1.30.0',
    adapter: 'a "quoted" adapter',
    tolerance: 0.002,
    first: `${second}.y`,
    runMs: { webgpu: 12.5, wasm: 3 },
    ports: [
      { port: `${first}.z`, type: document.nodes.get(first)?.type, dims: [1, 8], difference: 1e-7 },
      {
        port: `${second}.y`,
        type: document.nodes.get(second)?.type,
        dims: [1, 8, 4, 4],
        difference: 'Infinity',
      },
    ],
  })
  expect(text.split('\n').filter((line) => line.includes('"port"'))).toHaveLength(2)
})

test('a graph with a report in it opens as the graph it is, and written again it is the graph alone', () => {
  const parity = writeParity(report, document, '9.9.9')
  const plain = valueOf(writeLoom(document, store, { appVersion: '9.9.9' })).bytes
  const withReport = valueOf(writeLoom(document, store, { appVersion: '9.9.9', parity })).bytes

  const entry = valueOf(readZip(withReport)).get(PARITY_ENTRY)
  expect(entry && decodeUtf8(entry)).toBe(parity)
  const read = valueOf(readLoom(withReport, allNodes))
  expect(read.warnings).toEqual([])
  expect(read.document).toEqual(valueOf(readLoom(plain, allNodes)).document)
  expect(valueOf(writeLoom(read.document, store, { appVersion: '9.9.9' })).bytes).toEqual(plain)
})
