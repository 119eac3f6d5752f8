import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { error, warning, type Diagnostic } from '../../core/diagnostic/diagnostic'
import { collectProblems, worstByNode } from '../../renderer/state/problems'

const at = (node: string) => ({ kind: 'node', node: nodeId(node) }) as const
const loose = warning('graph/input-missing', at('a'), 'Nothing on x.')
const wrong = error('conv/window-too-large', at('a'), 'Too large.')
const other = warning('graph/input-missing', at('b'), 'Nothing on x.')

test('problems of all sources are one list: errors first, each once, and it follows them', () => {
  const ofGraph = signal<readonly Diagnostic[]>([loose, other])
  const ofRun = signal<readonly Diagnostic[]>([])
  const problems = collectProblems(ofGraph, ofRun)
  expect(problems.value).toEqual([loose, other])
  ofRun.value = [wrong, { ...other }]
  expect(problems.value).toEqual([wrong, loose, other])
  ofGraph.value = []
  expect(problems.value).toEqual([wrong, other])
})

test('a node is marked with the worst of its problems', () => {
  const graph = error('graph/no-output', { kind: 'graph' }, 'No output.')
  expect([...worstByNode([loose, wrong, other, graph])]).toEqual([
    ['a', 'error'],
    ['b', 'warning'],
  ])
  expect([...worstByNode([wrong, loose])]).toEqual([['a', 'error']])
})
