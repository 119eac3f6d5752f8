import * as v from 'valibot'
import { describe, expect, test, vi } from 'vitest'
import { formatMigrations } from '../../core/file/migrations/index'
import {
  defineMigration,
  latestVersion,
  migrate,
  migrationProblems,
} from '../../core/file/migrations/migrate'
import { readDocument } from '../../core/file/read-document'
import { allNodes } from '../helpers/random-graph'
import { printed, valueOf } from '../helpers/result'

/** The framework on a sequence of its own: format 1 had a list of nodes, 2 had names, 3 is what is read today. */

const namesForLists = defineMigration({
  to: 2,
  name: 'names-for-lists',
  before: v.looseObject({
    formatVersion: v.literal(1),
    nodes: v.array(v.object({ id: v.string(), kind: v.string() }, 'must be a node')),
  }),
  up: ({ nodes, ...rest }) => ({
    ...rest,
    nodes: Object.fromEntries(nodes.map(({ id, kind }) => [id, { kind }])),
  }),
})
const kindIsType = defineMigration({
  to: 3,
  name: 'kind-is-type',
  before: v.looseObject({
    formatVersion: v.literal(2),
    nodes: v.record(v.string(), v.object({ kind: v.string() })),
  }),
  up: ({ nodes, ...rest }) => ({
    ...rest,
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, { kind }]) => [id, { type: kind, version: 1, position: [0, 0] }]),
    ),
  }),
})
const sequence = [namesForLists, kindIsType]

const head = { format: 'styleloom', app: '0.0.1', project: { name: 'Old', description: '' }, links: {} }
const first = { ...head, formatVersion: 1, nodes: [{ id: 'z', kind: 'input/latent' }] }
const second = { ...head, formatVersion: 2, nodes: { z: { kind: 'input/latent' } } }
const third = {
  ...head,
  formatVersion: 3,
  nodes: { z: { type: 'input/latent', version: 1, position: [0, 0] } },
}

describe('format migrations', () => {
  test.each([
    [1, first],
    [2, second],
    [3, third],
  ])('a file of format %i is led to the present one', (_, file) => {
    const { document } = valueOf(readDocument(JSON.stringify(file), allNodes, { migrations: sequence }))
    expect([...document.nodes.values()]).toMatchObject([{ id: 'z', type: 'input/latent' }])
  })

  test('each step is taken once, from its own version on', () => {
    const steps = sequence.map((migration) => ({ ...migration, up: vi.fn(migration.up) }))
    expect(migrate(second, 2, steps)).toEqual({ ok: true, file: third })
    expect(steps.map(({ up }) => up.mock.calls.length)).toEqual([0, 1])
    expect(migrate(first, 1, steps)).toEqual({ ok: true, file: third })
    expect(steps.map(({ up }) => up.mock.calls.length)).toEqual([1, 2])
  })

  test('what an old file holds is checked as what it was', () => {
    const read = (file: object): readonly string[] =>
      printed(readDocument(JSON.stringify(file), allNodes, { migrations: sequence }))
    expect(read({ ...first, nodes: [5] })).toEqual([
      'error: nodes/0: "0" must be a node, not 5. [file/bad-value]',
    ])
    expect(read({ ...second, nodes: { z: { kind: 'nonsense' } } })).toEqual([
      'error: nodes/z/type: "type" must be a node type such as "conv/conv2d", not "nonsense". [file/bad-value]',
    ])
    expect(read({ ...third, formatVersion: 4 })).toEqual([
      'error: formatVersion: The file is of format 4, but only formats up to 3 are known here. Open it with Styleloom 0.0.1 or newer. [file/newer-format]',
    ])
  })

  test('a list with gaps, repeated or odd names is found wrong', () => {
    expect(migrationProblems(sequence)).toEqual([])
    expect(latestVersion(sequence)).toBe(3)
    expect(migrationProblems([kindIsType, kindIsType, { ...namesForLists, name: 'Old Names' }])).toEqual([
      'kind-is-type leads to version 3, but its place in the list is 2',
      'kind-is-type is there twice',
      'Old Names leads to version 2, but its place in the list is 4',
      'Old Names is no name-with-hyphens',
    ])
    expect(() => migrate({}, 9, sequence)).toThrow('no way leads from format version 9')
  })
})

describe("the program's own migrations", () => {
  const files = import.meta.glob<Record<string, unknown>>('../../core/file/migrations/[0-9]*.ts', {
    eager: true,
  })

  test('are in order, and each file is in the list', () => {
    expect(migrationProblems(formatMigrations)).toEqual([])
    const names = formatMigrations.map(({ to, name }) => `${String(to).padStart(4, '0')}-${name}.ts`)
    expect(
      Object.keys(files)
        .map((path) => path.slice(path.lastIndexOf('/') + 1))
        .sort(),
    ).toEqual(names)
  })

  test('each has a file of the version before it among the fixtures', () => {
    const kept = Object.keys(import.meta.glob('../fixtures/files/v*/*.loom.json')).map(
      (path) => /\/v(\d+)\//.exec(path)?.[1],
    )
    const versions = Array.from({ length: latestVersion(formatMigrations) }, (_, i) => String(i + 1))
    expect([...new Set(kept)].sort()).toEqual(versions)
  })
})
