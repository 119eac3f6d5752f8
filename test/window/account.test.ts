import { describe, expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { accountSeenFrom, entriesByNode, gigaflops, runTotals } from '../../core/contract/run-account'
import type { Backend, SegmentAccount } from '../../core/contract/engine-types'
import { causeOf, reasonWords } from '../../renderer/state/account-words'
import { memoryParts } from '../../renderer/state/memory-parts'
import { appendRun, MOST_RUNS, NO_HISTORY, plotTop, type RunHistory } from '../../renderer/state/run-history'
import { formatBytes, formatMs } from '../../renderer/ui/format'
import { segment } from '../helpers/segment-account'

const known = (root: string, macs = 0): SegmentAccount =>
  segment(root, { ran: false, runMs: 0, reason: 'known', macs })

describe('totals of a run', () => {
  test('count what ran and what was reused', () => {
    const account = [
      known('mapping', 6e6),
      segment('conv', { runMs: 4, prepareMs: 1, macs: 2e6 }),
      segment('rgb', { runMs: 0.5, macs: 0 }),
    ]
    expect(runTotals(account)).toEqual({
      runMs: 4.5,
      prepareMs: 1,
      segments: 3,
      ran: 2,
      macsRan: 2e6,
      macs: 8e6,
      reused: 0.75,
      gflops: (2 * 2e6) / 4.5e6,
    })
  })

  test.each<[string, readonly SegmentAccount[], number]>([
    ['nothing at all', [], 0],
    ['a graph that multiplies nothing, by segments', [known('a'), segment('b')], 0.5],
    ['everything known', [known('a', 5), known('b', 7)], 1],
    ['everything new', [segment('a', { macs: 5 })], 0],
  ])('reused of %s', (_what, account, share) => {
    expect(runTotals(account).reused).toBe(share)
  })

  test.each([
    [1e9, 1000, 2],
    [0, 5, null],
    [5, 0, null],
  ])('%d multiply-adds in %d ms', (macs, ms, expected) => {
    expect(gigaflops(macs, ms)).toBe(expected)
  })
})

describe('reasons', () => {
  test.each([
    ['first run', 'First run'],
    ['its nodes or weights changed', 'Its nodes or weights changed'],
    ['its result was evicted', 'Its result was evicted'],
    ['64x64/Conv1/affine.styles changed', '64x64/Conv1/affine.styles changed'],
    ['a.y, b.y changed', 'a.y, b.y changed'],
    ['a.y, b.y, c.y, d.y changed', 'a.y, b.y and 2 more changed'],
  ])('%s', (reason, words) => {
    expect(reasonWords({ ran: true, reason })).toBe(words)
  })

  test('a known result needs none', () => {
    expect(reasonWords({ ran: false, reason: 'known' })).toBe('Its result was known')
  })

  test.each<[string, readonly SegmentAccount[], string]>([
    ['nothing', [known('a')], 'Everything was known'],
    [
      'the first that ran',
      [known('a'), segment('b', { reason: 'z.z changed' }), segment('c')],
      'z.z changed',
    ],
    [
      'an edited node',
      [segment('conv', { reason: 'its nodes or weights changed' })],
      'Nodes or weights changed: conv',
    ],
    [
      'an evicted result',
      [segment('conv', { reason: 'its result was evicted' })],
      'Result was evicted: conv',
    ],
  ])('of a whole run: %s', (_what, account, words) => {
    expect(causeOf(account)).toBe(words)
  })
})

describe('blocks', () => {
  const ids = (...names: readonly string[]) => names.map((name) => nodeId(name))
  const account = [
    segment('r8:conv', { nodes: ids('r8:up', 'r8:conv'), runMs: 3, macs: 5 }),
    segment('r8:act', { nodes: ids('r8:act'), runMs: 1, macs: 1 }),
    segment('rgb', { nodes: ids('r8:out', 'rgb'), runMs: 2 }),
  ]

  test('what ran in an instance is told as one with it', () => {
    const seen = accountSeenFrom([], account)
    expect(seen.map(({ root, nodes, runMs, macs }) => ({ root, nodes, runMs, macs }))).toEqual([
      { root: 'r8', nodes: ['r8'], runMs: 4, macs: 6 },
      { root: 'rgb', nodes: ['r8', 'rgb'], runMs: 2, macs: 0 },
    ])
    expect(entriesByNode(seen).get(nodeId('r8'))?.root).toBe('r8')
  })

  test('inside, its nodes are told one by one, and nothing else', () => {
    expect(accountSeenFrom(ids('r8'), account).map(({ root, runMs }) => `${root} ${runMs}`)).toEqual([
      'conv 3',
      'act 1',
    ])
  })
})

describe('history', () => {
  function runs(
    ...lengths: readonly (readonly [runMs: number, compileMs: number, backend?: Backend])[]
  ): RunHistory {
    let history = NO_HISTORY
    for (const [runMs, compileMs, backend = 'wasm'] of lengths)
      history = appendRun(history, {
        runMs,
        compileMs,
        backend,
        account: [segment('a', { reason: 'z.z changed' }), known('b')],
      })
    return history
  }

  test('tells each run', () => {
    expect(runs([5, 0], [7, 90]).runs.at(-1)).toEqual({
      number: 2,
      what: 'z.z changed',
      backend: 'wasm',
      runMs: 7,
      prepareMs: 90,
      ran: 1,
      segments: 2,
    })
  })

  test('sums by backend, the one in use last', () => {
    expect(runs([5, 1], [2, 0, 'webgpu'], [7, 0]).totals).toEqual([
      { backend: 'webgpu', runs: 1, runMs: 2, prepareMs: 0 },
      { backend: 'wasm', runs: 2, runMs: 12, prepareMs: 1 },
    ])
  })

  test('forgets the oldest and goes on counting', () => {
    const { runs: kept, totals } = runs(
      ...Array.from({ length: MOST_RUNS + 7 }, (): [number, number] => [1, 0]),
    )
    expect(kept).toHaveLength(MOST_RUNS)
    expect([kept[0]?.number, kept.at(-1)?.number]).toEqual([8, MOST_RUNS + 7])
    expect(totals[0]?.runs).toBe(MOST_RUNS + 7)
  })

  test('the plot is as high as usual runs are: one long run does not flatten it', () => {
    expect(plotTop(runs([100, 900]).runs)).toBe(1000)
    const usual = Array.from({ length: 30 }, (): [number, number] => [10, 0])
    expect(plotTop(runs([100, 900], ...usual).runs)).toBe(12.5)
    expect(plotTop(runs(...usual).runs)).toBe(10)
    expect(plotTop([])).toBe(1)
  })
})

describe('memory', () => {
  test('sessions are a part of the heap, and the budget leaves room', () => {
    const { parts, whole } = memoryParts({ weights: 4, sessions: 10, heap: 30, results: 6 }, 16)
    expect(parts.map(({ id, bytes }) => `${id} ${bytes}`)).toEqual([
      'weights 4',
      'sessions 10',
      'heap 20',
      'results 6',
      'room 10',
    ])
    expect(whole).toBe(50)
  })

  test('an unknown heap and a budget that is used up are left out', () => {
    const { parts } = memoryParts({ weights: 0, sessions: 1, heap: 0, results: 9 }, 8)
    expect(parts.map(({ id }) => id)).toEqual(['weights', 'sessions', 'results'])
  })
})

test.each([
  [0, '0 ms'],
  [0.0567, '0.057 ms'],
  [0.24, '0.24 ms'],
  [8.21, '8.2 ms'],
  [99.4, '99 ms'],
  [132.4, '132 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [12_345, '12 s'],
])('%d ms reads %s', (ms, text) => {
  expect(formatMs(ms)).toBe(text)
})

test.each([
  [0, '0 KiB'],
  [4, '4 B'],
  [1000, '0.98 KiB'],
  [1536, '1.5 KiB'],
  [128 * 2 ** 20, '128 MiB'],
  [1.5 * 2 ** 30, '1.5 GiB'],
  [4 * 2 ** 30, '4 GiB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})
