/**
 * Thousands of broken graph files: each is refused with sentences, or opens as a sound graph that can be inferred,
 * written and read again. `STYLELOOM_SEED` repeats a run.
 */
import { expect, test } from 'vitest'
import { createRandom, type Random } from '../../core/base/random'
import type { Result } from '../../core/base/result'
import { decodeUtf8, encodeUtf8 } from '../../core/base/utf8'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import { NO_TABLES } from '../../core/file/file-tables'
import { readGraphFile } from '../../core/file/graph-file'
import { GRAPH_ENTRY, WEIGHTS_ENTRY, writeLoom } from '../../core/file/loom'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import { readZip, writeZip } from '../../core/file/zip'
import { writePng } from '../../core/image/png'
import { inferAll } from '../../core/infer/inference'
import { createTensorStore } from '../../core/weights/tensor-store'
import { fixture } from '../helpers/fixture'
import { integrityProblems } from '../helpers/integrity'
import { mutations } from '../helpers/mutate'
import { mutatedJson } from '../helpers/mutate-json'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

const SLOWEST_MS = 2000
const THUMBNAIL = { width: 2, height: 2, data: new Uint8Array(16).fill(255) }

/** What became of a file, counted by the first diagnostic's code. */
type Tally = Map<string, number>

function note(
  tally: Tally,
  result: Result<
    { readonly document: Document; readonly warnings: readonly Diagnostic[] },
    readonly Diagnostic[]
  >,
  milliseconds: number,
): void {
  expect(milliseconds, 'milliseconds for one file').toBeLessThan(SLOWEST_MS)
  const diagnostics = result.ok ? result.value.warnings : result.error
  if (!result.ok) expect(diagnostics.length).toBeGreaterThan(0)
  expect(diagnostics.length).toBeLessThanOrEqual(200)
  for (const { message, place, severity } of diagnostics) {
    expect(severity).toBe(result.ok ? 'warning' : 'error')
    expect(message).toMatch(/^[^\n]{3,600}[.!?]$/u)
    expect(
      place.kind === 'file' && place.path.length > 0 && place.path.length < 600,
      JSON.stringify(place),
    ).toBe(true)
  }
  const code = result.ok ? 'opened' : (diagnostics[0]?.code ?? '')
  tally.set(code, (tally.get(code) ?? 0) + 1)
  if (result.ok) expectSound(result.value.document)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
}

function expectSound(document: Document): void {
  expect(integrityProblems(document, allNodes)).toEqual([])
  inferAll(document, allNodes).diagnostics()
  const text = writeDocument(document, NO_TABLES, '1')
  expect(writeDocument(valueOf(readDocument(text, allNodes)).document, NO_TABLES, '1')).toBe(text)
}

function readTimed(tally: Tally, bytes: Uint8Array): void {
  const start = performance.now()
  try {
    const result = readGraphFile('broken', bytes, allNodes, createTensorStore())
    note(tally, result, performance.now() - start)
  } catch (problem) {
    const number = [...tally.values()].reduce((sum, count) => sum + count, 1)
    throw new Error(`File ${number} of this seed did it.`, { cause: problem })
  }
}

function report(tally: Tally): void {
  console.info([...tally].map(([code, count]) => `${code} ${count}`).join(', '))
}

function expectReached(tally: Tally, codes: readonly string[]): void {
  report(tally)
  for (const code of codes) expect(tally.get(code) ?? 0, `${code} was never reached`).toBeGreaterThan(0)
}

const texts = (random: Random): readonly Uint8Array[] => [
  fixture('files/v1/face.loom.json'),
  encodeUtf8(
    writeDocument(randomGraph(Math.floor(random.uniform() * 2 ** 31), 40).document, NO_TABLES, '0.1.0'),
  ),
]

test('3,000 texts with broken bytes', () => {
  const random = createRandom(testSeed(), 1)
  const tally: Tally = new Map()
  for (const text of texts(random)) for (const bytes of mutations(text, 1500, random)) readTimed(tally, bytes)
  expectReached(tally, [
    'opened',
    'file/not-json',
    'file/not-a-graph',
    'file/bad-value',
    'document/dangling-link',
  ])
})

test('4,000 texts that are JSON with the wrong things in it', () => {
  const random = createRandom(testSeed(), 2)
  const tally: Tally = new Map()
  for (const text of texts(random)) {
    const json: unknown = JSON.parse(decodeUtf8(text) ?? '')
    for (let i = 0; i < 2000; i++) readTimed(tally, encodeUtf8(JSON.stringify(mutatedJson(json, random))))
  }
  expectReached(tally, [
    'opened',
    'file/bad-value',
    'file/missing',
    'file/unknown-key',
    'document/bad-id',
    'document/unknown-param',
    'document/dangling-link',
    'document/no-such-port',
  ])
})

/** Of a random graph that has weights; most have. */
function archiveWithWeights(random: Random): Uint8Array {
  for (;;) {
    const { document, store } = randomGraph(Math.floor(random.uniform() * 2 ** 31), 150)
    const options = { appVersion: '0.1.0', thumbnail: writePng(THUMBNAIL) }
    const { bytes } = valueOf(writeLoom(document, store, options))
    if (valueOf(readZip(bytes)).has(WEIGHTS_ENTRY)) return bytes
  }
}

test('4,500 archives, broken as a whole or in one of their files', () => {
  const random = createRandom(testSeed(), 3)
  const tally: Tally = new Map()
  const entries = valueOf(readZip(archiveWithWeights(random)))
  const whole = archiveWithWeights(random)
  const replaced = (name: string, data: Uint8Array): Uint8Array =>
    writeZip(
      [...new Map([...entries, [name, data]])].map(([key, value]) => ({
        name: key,
        data: value,
        compress: false,
      })),
    )

  for (const bytes of mutations(whole, 1500, random)) readTimed(tally, bytes)
  for (const [name, data] of entries) {
    const count = name === GRAPH_ENTRY ? 1500 : name === WEIGHTS_ENTRY ? 1000 : 50
    for (const mutated of mutations(data, count, random)) readTimed(tally, replaced(name, mutated))
  }
  expect([...tally.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(4000)
  expectReached(tally, ['opened', 'zip/not-zip', 'zip/checksum', 'file/not-json', 'file/weight-hash'])
})
