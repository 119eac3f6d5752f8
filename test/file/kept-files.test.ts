/**
 * Files that earlier formats wrote, kept for ever: none is edited, all are read, and every migration of the format and
 * of a node type is exercised by one of them. Whoever adds a migration adds a file.
 */
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { decodeUtf8 } from '../../core/base/utf8'
import { formatMigrations } from '../../core/file/migrations/index'
import { latestVersion, type FormatMigration } from '../../core/file/migrations/migrate'
import { readDocument } from '../../core/file/read-document'
import type { Registry } from '../../core/nodedef/registry'
import { fixture } from '../helpers/fixture'
import { allNodes } from '../helpers/random-graph'

/** Only lines may be added here. */
const KEPT: Readonly<Record<string, string>> = {
  'v1/face.loom.json': 'e3422ad6db1227e757c837cd9b507278ce1732d4a2d6178504040352b047e1b1',
  'v2/face.loom.json': '39b4cfc065a9d3279f0a283cdfb586e72098612ab893493c739fffe646a541b1',
  'v3/face.loom.json': '7aa3fefa40d93d25db22621796f8e4a2221413eeca4d6d2ce0d95e34e21be34d',
}

const paths = Object.keys(KEPT)

function textOf(path: string): string {
  return decodeUtf8(fixture(`files/${path}`)) ?? ''
}

test('every kept file is listed, and as it was', () => {
  const there = Object.keys(import.meta.glob('../fixtures/files/v*/*')).map((path) => path.split('files/')[1])
  expect(there.sort()).toEqual(paths)
  for (const [path, hash] of Object.entries(KEPT)) {
    expect(sha256Hex(fixture(`files/${path}`)), `${path} must not be edited: add a new file`).toBe(hash)
  }
})

describe('no migration goes without a file', () => {
  test('of the format', () => {
    expect(untakenSteps(formatMigrations)).toEqual([])
  })

  test('of a node type', () => {
    expect(unmetVersions(allNodes)).toEqual([])
  })

  test('and one that does is named', () => {
    const next: FormatMigration = {
      to: latestVersion(formatMigrations) + 1,
      name: 'next',
      before: v.looseObject({ neverWritten: v.string() }),
      up: (file) => file as object,
    }
    expect(untakenSteps([...formatMigrations, next])).toEqual(['next'])

    const latent = required(allNodes.get('input/latent'), 'the latent')
    const later = { ...latent, version: 3 }
    expect(unmetVersions({ all: [later] })).toEqual(['input/latent: no file has version 2'])
  })
})

/** Migrations that no kept file goes through to its end. */
function untakenSteps(migrations: readonly FormatMigration[]): readonly string[] {
  const taken = new Set<string>()
  const watched = migrations.map((migration) => ({
    ...migration,
    up(file: unknown) {
      const after = migration.up(file)
      taken.add(migration.name)
      return after
    },
  }))
  for (const path of paths) readDocument(textOf(path), allNodes, { migrations: watched })
  return migrations.flatMap(({ name }) => (taken.has(name) ? [] : [name]))
}

/** Versions before the present one of a node type that no kept file holds a node of. */
function unmetVersions({ all }: Pick<Registry, 'all'>): readonly string[] {
  const met = new Set<string>()
  for (const path of paths) {
    const { nodes, blocks = {} } = v.parse(rawFile, JSON.parse(textOf(path)))
    for (const graph of [nodes, ...Object.values(blocks).map(({ nodes: inner }) => inner)])
      for (const { type, version } of Object.values(graph)) met.add(`${type} ${version}`)
  }
  return all.flatMap(({ type, version }) =>
    Array.from({ length: version - 1 }, (_, i) => i + 1)
      .filter((old) => !met.has(`${type} ${old}`))
      .map((old) => `${type}: no file has version ${old}`),
  )
}

const rawNodes = v.record(v.string(), v.object({ type: v.string(), version: v.number() }))
/** As it was written, before any migration. */
const rawFile = v.object({
  nodes: rawNodes,
  blocks: v.optional(v.record(v.string(), v.object({ nodes: rawNodes }))),
})
