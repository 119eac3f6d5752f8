import { expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { blockId, nodeId } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { emptyDocument } from '../../core/doc/document'
import { createEditor, type EditorChange } from '../../core/doc/editor'
import { applyDiff } from '../../core/doc/diff'
import { createGraphScope } from '../../core/doc/graph-scope'
import { makeBlock } from '../../core/doc/make-block'
import { createTensorStore } from '../../core/weights/tensor-store'
import { integrityProblems } from '../helpers/integrity'
import { chance, pick } from '../helpers/pick'
import { allNodes, randomCommand } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'
import { graph, link, node, SOME_HASH } from '../helpers/test-command'

const conv = nodeId('conv')
const layer = nodeId('layer')

function open() {
  const document = graph(
    [
      node('const', 'input/constant', { channels: 4 }),
      node('conv', 'conv/conv2d', { filters: 8 }),
      node('image', 'output/image'),
    ],
    [link('l1', 'const.y', 'conv.x'), link('l2', 'conv.y', 'image.x')],
  )
  const root = createEditor(document, allNodes)
  const made = required(makeBlock(document, allNodes, new Set([conv]), 'Layer'), 'a block')
  root.dispatchAll('block', made.commands)
  return { root, scope: createGraphScope(root) }
}

test('inside a block, its graph is shown with the types of the instance that was entered', () => {
  const { scope } = open()
  expect(scope.enter(nodeId('image'))).toBe(false)
  expect(scope.enter(layer)).toBe(true)
  expect(scope.path).toEqual(['layer'])
  expect(scope.block?.title).toBe('Layer')
  expect([...scope.document.nodes.keys()].sort()).toEqual(['conv', 'x', 'y'])
  expect(scope.inference.typeOf({ node: conv, port: 'y' })?.dims).toEqual([1, 8, 4, 4])
})

test('commands go to the definition, and weights to the instance', () => {
  const { root, scope } = open()
  scope.enter(layer)
  expect(scope.dispatch({ type: 'param/set', node: conv, key: 'filters', value: 2 }).ok).toBe(true)
  expect(root.document.blocks.get(blockId('layer'))?.nodes.get(conv)?.params).toEqual({ filters: 2 })
  expect(root.undoLabel).toBe('Set filters')
  const [[name, spec] = ['', undefined]] = Object.entries(scope.inference.node(conv)?.weights ?? {})
  const ref = { sha256: SOME_HASH, dims: required(spec, 'a weight').dims.map(Number) }
  expect(scope.dispatch({ type: 'weights/bind', node: conv, weights: { [name]: ref } }).ok).toBe(true)
  expect(root.document.nodes.get(layer)?.weights).toEqual({ [`conv:${name}`]: ref })
  expect(scope.document.nodes.get(conv)?.weights).toEqual({ [name]: ref })
  expect(scope.dispatch({ type: 'weights/reseed', node: conv, seed: 7 }).ok).toBe(true)
  expect(scope.document.nodes.get(conv)?.weightSeed).toBe(7)
})

test('a knob that the instance sets is set at the instance', () => {
  const { root, scope } = open()
  root.dispatch({
    type: 'block/promote',
    block: blockId('layer'),
    params: [{ key: 'maps', label: 'maps', targets: [{ node: conv, param: 'filters' }] }],
  })
  root.dispatch({ type: 'param/set', node: layer, key: 'maps', value: 3 })
  scope.enter(layer)
  expect(scope.document.nodes.get(conv)?.params).toEqual({ filters: 3 })
  scope.dispatch({ type: 'param/set', node: conv, key: 'filters', value: 5 })
  expect(root.document.nodes.get(layer)?.params).toEqual({ maps: 5 })
})

test('what the entered instance cannot take is refused, though the definition alone could', () => {
  const { root, scope } = open()
  scope.enter(layer)
  const added = scope.dispatch({ type: 'node/add', nodes: [node('adain', 'norm/adain')] })
  expect(added.ok).toBe(true)
  const wired = scope.dispatch({ type: 'link/connect', link: link('s', 'x.y', 'adain.styles') })
  expect(wired.ok ? '' : wired.error.message).toContain('takes styles here')
  expect(root.undoLabel).toBe('Add adain')
})

test('undoing leaves a block that goes away, and goes where the step was', () => {
  const { scope } = open()
  scope.enter(layer)
  scope.undo()
  expect(scope.path).toEqual([])
  expect(scope.document.nodes.has(conv)).toBe(true)
  scope.redo()
  scope.dispatch({ type: 'node/move', moves: [{ node: layer, x: 5, y: 5 }] })
  scope.enter(layer)
  scope.undo()
  expect(scope.path).toEqual([])
})

test('listeners can follow by diffs alone, wherever random edits and steps lead', () => {
  const seed = testSeed()
  let entered = 0
  for (let session = 0; session < 10; session++) {
    const random = createRandom(seed, session)
    const store = createTensorStore()
    const root = createEditor(emptyDocument(), allNodes)
    for (let i = 0; i < 120; i++) root.dispatch(randomCommand(root, store, random))
    for (let made = 0; made < 3; made++) {
      const chosen = new Set([...root.document.nodes.keys()].filter(() => chance(random, 0.15)))
      const block = makeBlock(root.document, root.registry, chosen, 'Part')
      // A part that another path leads through would close a loop, and is refused.
      if (block) root.dispatchAll('block', block.commands)
    }
    const scope = createGraphScope(root)
    let followed = scope.document
    scope.subscribe(({ diff, document }: EditorChange) => {
      followed = { ...applyDiff(followed, diff), blocks: document.blocks }
    })
    for (let i = 0; i < 80; i++) {
      const nodes = [...scope.document.nodes.keys()]
      const instances = nodes.filter((id) => scope.document.nodes.get(id)?.type.startsWith('block/'))
      if (instances.length > 0 && chance(random, 0.4) && scope.enter(pick(instances, random))) entered++
      else {
        const draw = random.uniform()
        if (draw < 0.1) scope.show(scope.path.slice(0, -1))
        else if (draw < 0.2) scope.undo()
        else if (nodes.length > 0) scope.dispatch(randomCommand(scope, store, random))
      }
      expect(followed.nodes, `seed ${seed}, ${session}`).toEqual(scope.document.nodes)
      expect(followed.links, `seed ${seed}, ${session}`).toEqual(scope.document.links)
      expect(integrityProblems(root.document, allNodes), `seed ${seed}, ${session}`).toEqual([])
    }
    while (scope.undo()) expect(scope.document).toBeDefined()
    expect(root.document.nodes.size).toBe(0)
    expect(root.document.blocks.size).toBe(0)
  }
  expect(entered).toBeGreaterThan(5)
})
