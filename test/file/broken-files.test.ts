import { describe, expect, test } from 'vitest'
import { defineNode } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { createRegistry, type Registry } from '../../core/nodedef/registry'
import { wireType } from '../../core/tensor/wire-type'
import { readDocument } from '../../core/file/read-document'
import { nodeDefinitions } from '../../nodes/index.gen'
import { allNodes } from '../helpers/random-graph'
import { printed, valueOf } from '../helpers/result'
import { SOME_HASH } from '../helpers/test-command'

/** Files that are refused: what is said, and at which path. */

type Json = Record<string, unknown>

const OTHER_HASH = 'b'.repeat(64)
const picture = { sha256: SOME_HASH, width: 3, height: 2, name: 'cat.png' }
const weightPlace = { file: 'weights/main.safetensors', key: 'const.const', dims: [1, 2, 4, 4] }

function good(): Json {
  return {
    format: 'styleloom',
    formatVersion: 3,
    app: '0.1.0',
    project: { name: 'Test', description: '' },
    nodes: {
      z: { type: 'input/latent', version: 1, position: [0, 0], params: { seed: 4 } },
      const: {
        type: 'input/constant',
        version: 1,
        position: [0, 0],
        params: { channels: 2 },
        weights: { const: { sha256: SOME_HASH, dims: [1, 2, 4, 4] } },
      },
      conv: { type: 'conv/conv2d', version: 1, position: [0, 0] },
      conv2: { type: 'conv/conv2d', version: 1, position: [0, 0] },
      p: { type: 'input/picture', version: 1, position: [0, 0], params: { picture } },
    },
    links: { l1: { from: 'const.y', to: 'conv.x' }, l2: { from: 'conv.y', to: 'conv2.x' } },
    weights: { [SOME_HASH]: weightPlace },
    pictures: { [SOME_HASH]: 'pictures/cat.png' },
  }
}

/** The good file with `value` at `path`; undefined takes the entry away. */
function edited(path: string, value: unknown): string {
  const json = structuredClone(good())
  const keys = path.split('/')
  const last = keys.pop() ?? ''
  let at = json
  for (const key of keys) at = at[key] as Json
  if (value === undefined) delete at[last]
  else Object.defineProperty(at, last, { value, enumerable: true, configurable: true, writable: true })
  return JSON.stringify(json)
}

function refused(text: string, registry: Registry = allNodes): readonly string[] {
  return printed(readDocument(text, registry))
}

test('the file that the others are made from is good', () => {
  expect(refused(JSON.stringify(good()))).toEqual([])
})

describe('the whole file', () => {
  test.each([
    [
      'nothing',
      '',
      'line 1, column 1: The file is not valid JSON: at this place the text ends too early. [file/not-json]',
    ],
    [
      'half a file',
      '{\n  "nodes": {\n',
      'line 3, column 1: The file is not valid JSON: at this place the text ends too early. [file/not-json]',
    ],
    [
      'a forgotten comma',
      '{\n  "a": 1\n  "b": 2\n}',
      'line 3, column 3: The file is not valid JSON: at this place "," or a closing bracket is expected. [file/not-json]',
    ],
    [
      'a byte-order mark too many',
      '\uFEFF{}',
      'line 1, column 1: The file is not valid JSON: at this place a value is expected. [file/not-json]',
    ],
    [
      'a list',
      '[]',
      'format: This is JSON, but not a Styleloom graph: it does not begin with "format": "styleloom". Choose a .loom or .loom.json file. [file/not-a-graph]',
    ],
    [
      'null',
      'null',
      'format: This is JSON, but not a Styleloom graph: it does not begin with "format": "styleloom". Choose a .loom or .loom.json file. [file/not-a-graph]',
    ],
    [
      "another program's graph",
      '{"nodes":[],"links":[],"version":0.4}',
      'format: This is JSON, but not a Styleloom graph: it does not begin with "format": "styleloom". Choose a .loom or .loom.json file. [file/not-a-graph]',
    ],
  ])('%s', (_, text, sentence) => {
    expect(refused(text)).toEqual([`error: ${sentence}`])
  })

  test.each([
    [
      'format',
      'other',
      'format: This is JSON, but not a Styleloom graph: it does not begin with "format": "styleloom". Choose a .loom or .loom.json file. [file/not-a-graph]',
    ],
    [
      'formatVersion',
      4,
      'formatVersion: The file is of format 4, but only formats up to 3 are known here. Open it with Styleloom 0.1.0 or newer. [file/newer-format]',
    ],
    [
      'formatVersion',
      0,
      'formatVersion: The field "formatVersion" must be a whole number from 1. [file/bad-value]',
    ],
    [
      'formatVersion',
      '1',
      'formatVersion: The field "formatVersion" must be a whole number from 1. [file/bad-value]',
    ],
    [
      'formatVersion',
      undefined,
      'formatVersion: The field "formatVersion" must be a whole number from 1. [file/bad-value]',
    ],
    ['app', undefined, 'app: The field "app" is missing. [file/missing]'],
    [
      'app',
      'x'.repeat(65),
      `app: "app" must be a text of at most 64 characters, not "${'x'.repeat(39)}…". [file/bad-value]`,
    ],
    ['nodes', undefined, 'nodes: The field "nodes" is missing. [file/missing]'],
    ['nodes', [1, 2], 'nodes: "nodes" must be an object, not a list of 2. [file/bad-value]'],
    ['links', null, 'links: "links" must be an object, not null. [file/bad-value]'],
    ['extra', 1, 'extra: There is no field "extra" here. Remove it or correct its name. [file/unknown-key]'],
    [
      '__proto__',
      { polluted: 1 },
      'proto: There is no field "__proto__" here. Remove it or correct its name. [file/unknown-key]'.replace(
        'proto',
        '__proto__',
      ),
    ],
    [
      'project/name',
      'x'.repeat(201),
      `project/name: "name" must be a text of at most 200 characters, not "${'x'.repeat(39)}…". [file/bad-value]`,
    ],
    [
      'project/author',
      'me',
      'project/author: There is no field "author" here. Remove it or correct its name. [file/unknown-key]',
    ],
  ])('%s: %j', (path, value, sentence) => {
    expect(refused(edited(path, value))).toEqual([`error: ${sentence}`])
  })

  test('a newer file is refused for that alone, whatever else it holds', () => {
    const newer = '{"format":"styleloom","formatVersion":9,"graph":{"a":[]}}'
    expect(refused(newer)).toEqual([
      'error: formatVersion: The file is of format 9, but only formats up to 3 are known here. Open it with the Styleloom that wrote it or newer. [file/newer-format]',
    ])
  })
})

describe('nodes', () => {
  test.each([
    [
      'nodes/__proto__',
      {},
      'nodes/__proto__: "__proto__" is no node id: use letters, digits and _ . - /. [document/bad-id]',
    ],
    ['nodes/', {}, 'nodes/: "" is no node id: use letters, digits and _ . - /. [document/bad-id]'],
    ['nodes/z', 5, 'nodes/z: "z" must be an object, not 5. [file/bad-value]'],
    ['nodes/z/type', undefined, 'nodes/z/type: The field "type" is missing. [file/missing]'],
    [
      'nodes/z/type',
      '<script>',
      'nodes/z/type: "type" must be a node type such as "conv/conv2d", not "<script>". [file/bad-value]',
    ],
    [
      'nodes/z/version',
      1.5,
      'nodes/z/version: "version" must be a whole number from 1 to 1000000, not 1.5. [file/bad-value]',
    ],
    [
      'nodes/z/version',
      2,
      'nodes/z/version: This Latent z is of version 2, but only versions up to 1 are known here. Open the file with Styleloom 0.1.0 or newer. [file/newer-node]',
    ],
    ['nodes/z/position', [1], 'nodes/z/position/1: "1" must be a number, not undefined. [file/bad-value]'],
    [
      'nodes/z/position',
      [1, 2, 3],
      'nodes/z/position/2: "2" must be two numbers, [x, y], not 3. [file/bad-value]',
    ],
    [
      'nodes/z/position',
      { x: 1, y: 2 },
      'nodes/z/position: "position" must be two numbers, [x, y], not an object. [file/bad-value]',
    ],
    [
      'nodes/z/title',
      5,
      'nodes/z/title: "title" must be a text of at most 200 characters, not 5. [file/bad-value]',
    ],
    [
      'nodes/z/weightSeed',
      -1,
      'nodes/z/weightSeed: "weightSeed" must be a whole number from 0 to 4294967295, not -1. [file/bad-value]',
    ],
    [
      'nodes/z/colour',
      'red',
      'nodes/z/colour: There is no field "colour" here. Remove it or correct its name. [file/unknown-key]',
    ],
    [
      'nodes/z/color',
      'url(#x)',
      'nodes/z/color: "color" must be one of red, orange, yellow, green, teal, blue, purple, grey, not "url(#x)". [file/bad-value]',
    ],
    ['nodes/z/mode', 'off', 'nodes/z/mode: "mode" must be bypassed or muted, not "off". [file/bad-value]'],
    [
      'nodes/z/pinned',
      ['seed', 'seed'],
      'nodes/z/pinned: "pinned" must name no parameter twice, not a list of 2. [file/bad-value]',
    ],
    [
      'nodes/z/constructor',
      {},
      'nodes/z/constructor: There is no field "constructor" here. Remove it or correct its name. [file/unknown-key]',
    ],
    ['nodes/z/params', [], 'nodes/z/params: "params" must be an object, not a list of 0. [file/bad-value]'],
    [
      'nodes/z/params/seed',
      -1,
      'nodes/z/params/seed: Latent z: seed must be a whole number between 0 and 4294967295. [document/bad-param]',
    ],
    [
      'nodes/z/params/dim',
      1e9,
      'nodes/z/params/dim: Latent z: dim must be between 1 and 4096, not 1000000000. [document/bad-param]',
    ],
    [
      'nodes/z/params/seed',
      [1],
      'nodes/z/params/seed: "seed" must be a number, true, false, a text, null or a picture, not a list of 1. [file/bad-value]',
    ],
    [
      'nodes/z/params/toString',
      1,
      'nodes/z/params/toString: Latent z has no parameter toString. Its parameters: seed, batch, dim. [document/unknown-param]',
    ],
    [
      'nodes/p/params/picture',
      { ...picture, sha256: 'x' },
      'nodes/p/params/picture: "picture" must be a number, true, false, a text, null or a picture, not an object. [file/bad-value]',
    ],
    [
      'nodes/p/params/picture',
      { ...picture, path: '/etc' },
      'nodes/p/params/picture: "picture" must be a number, true, false, a text, null or a picture, not an object. [file/bad-value]',
    ],
    [
      'nodes/p/params/picture',
      'cat.png',
      'nodes/p/params/picture: Picture: picture must be a picture. [document/bad-param]',
    ],
    [
      'nodes/const/weights/const',
      SOME_HASH,
      `nodes/const/weights/const: "const" must be an object, not "${'a'.repeat(39)}…". [file/bad-value]`,
    ],
    [
      'nodes/const/weights/const/sha256',
      SOME_HASH.toUpperCase(),
      `nodes/const/weights/const/sha256: "sha256" must be a SHA-256: 64 lower-case hex digits, not "${'A'.repeat(39)}…". [file/bad-value]`,
    ],
    [
      'nodes/const/weights/const/dims',
      [-1],
      'nodes/const/weights/const/dims: "dims" must be a shape: a list of at most 8 whole numbers, not a list of 1. [file/bad-value]',
    ],
    [
      'nodes/const/weights/const/dims',
      new Array(9).fill(1),
      'nodes/const/weights/const/dims: "dims" must be a shape: a list of at most 8 whole numbers, not a list of 9. [file/bad-value]',
    ],
    [
      'nodes/const/weights/const/dims',
      [2 ** 30, 2 ** 30],
      'nodes/const/weights/const/dims: "dims" must be a shape: a list of at most 8 whole numbers, not a list of 2. [file/bad-value]',
    ],
    [
      'nodes/const/weights/const/dims',
      [3, 3],
      'nodes/const/weights/const/dims: The node takes this weight as [3, 3], but the stored one is [1, 2, 4, 4]. [file/weight-dims]',
    ],
  ])('%s: %j', (path, value, sentence) => {
    expect(refused(edited(path, value))).toEqual([`error: ${sentence}`])
  })

  test('a name that is no name, at a node whose type nobody knows', () => {
    const stranger = {
      type: 'no/such',
      version: 1,
      position: [0, 0],
      params: JSON.parse('{"__proto__": 1}') as Json,
    }
    expect(refused(edited('nodes/stranger', stranger))).toEqual([
      'error: nodes/stranger/params/__proto__: "__proto__" is no name: use letters, digits and _. [file/bad-name]',
    ])
  })

  test('numbers too large for numbers', () => {
    const text = edited('nodes/z/position', [7, 0]).replace('[7,0]', '[1e999,0]')
    expect(refused(text)).toEqual([
      'error: nodes/z/position/0: "0" must be a number that is not too large, not Infinity. [file/bad-value]',
    ])
  })

  test('two nodes that disagree about the size of one picture', () => {
    const text = edited('nodes/q', {
      type: 'input/picture',
      version: 1,
      position: [0, 0],
      params: { picture: { ...picture, width: 4 } },
    })
    expect(refused(text)).toEqual([
      'error: nodes/q/params/picture: The picture is 4 × 2 px here, but 3 × 2 px at another node. [file/picture-size]',
    ])
  })
})

describe('links', () => {
  test.each([
    [
      'links/__proto__',
      {},
      'links/__proto__: "__proto__" is no wire id: use letters, digits and _ . - /. [document/bad-id]',
    ],
    ['links/l1', 'const.y', 'links/l1: "l1" must be an object, not "const.y". [file/bad-value]'],
    ['links/l1/to', undefined, 'links/l1/to: The field "to" is missing. [file/missing]'],
    ['links/l1/from', 'const', 'links/l1/from: "const" is no port: write NODE.PORT. [file/bad-port]'],
    ['links/l1/from', '.y', 'links/l1/from: ".y" is no port: write NODE.PORT. [file/bad-port]'],
    ['links/l1/from', 'const.y.', 'links/l1/from: "const.y." is no port: write NODE.PORT. [file/bad-port]'],
    [
      'links/l1/from',
      'gone.y',
      'links/l1/from: The wire from gone.y to conv.x needs a node "gone", which is not there. [document/dangling-link]',
    ],
    [
      'links/l1/to',
      'constructor.x',
      'links/l1/to: The wire from const.y to constructor.x needs a node "constructor", which is not there. [document/dangling-link]',
    ],
    [
      'links/l1/from',
      'const.x',
      'links/l1/from: Learned constant (const) has no output x. Its outputs: y. [document/no-such-port]',
    ],
    [
      'links/l1/to',
      'conv.toString',
      'links/l1/to: Conv 2D (conv) has no input toString. Its inputs: x. [document/no-such-port]',
    ],
    [
      'links/l3',
      { from: 'p.image', to: 'conv.x' },
      'links/l3/to: The input conv.x has two wires, l1 and l3; it takes one. Remove one of them. [document/input-taken]',
    ],
    [
      'links/l1/from',
      'conv2.y',
      'links/l2: These wires form a loop: conv → conv2 → conv. Remove one wire of the loop. [graph/cycle]',
    ],
    [
      'links/l1/from',
      'conv.y',
      'links/l1: These wires form a loop: conv → conv. Remove one wire of the loop. [graph/cycle]',
    ],
  ])('%s: %j', (path, value, sentence) => {
    expect(refused(edited(path, value))).toEqual([`error: ${sentence}`])
  })

  test('a long loop is named in the direction of the data', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const nodes = Object.fromEntries(
      ids.map((id) => [id, { type: 'conv/conv2d', version: 1, position: [0, 0] }]),
    )
    const links = Object.fromEntries(
      ids.map((id, i) => [`l${id}`, { from: `${id}.y`, to: `${ids[(i + 1) % ids.length]}.x` }]),
    )
    expect(refused(JSON.stringify({ ...good(), nodes, links, weights: {}, pictures: {} }))).toEqual([
      'error: links/la: These wires form a loop: a → b → c → … → g → h → a. Remove one wire of the loop. [graph/cycle]',
    ])
  })
})

describe('tables', () => {
  test.each([
    [
      'weights/xyz',
      weightPlace,
      'weights/xyz: "xyz" is no SHA-256: 64 lower-case hex digits are wanted. [file/bad-hash]',
    ],
    [
      `weights/${SOME_HASH}/file`,
      '../other.safetensors',
      `weights/${SOME_HASH}/file: "../other.safetensors" does not lie below the graph's own folder. Put the file beside the graph and name it with forward slashes, without "..". [file/bad-path]`,
    ],
    [
      `weights/${SOME_HASH}/file`,
      'C:\\x',
      `weights/${SOME_HASH}/file: "C:\\\\x" does not lie below the graph's own folder. Put the file beside the graph and name it with forward slashes, without "..". [file/bad-path]`,
    ],
    [
      `weights/${SOME_HASH}/file`,
      '/etc/passwd',
      `weights/${SOME_HASH}/file: "/etc/passwd" does not lie below the graph's own folder. Put the file beside the graph and name it with forward slashes, without "..". [file/bad-path]`,
    ],
    [
      `weights/${SOME_HASH}/dims`,
      'x',
      `weights/${SOME_HASH}/dims: "dims" must be a shape: a list of at most 8 whole numbers, not "x". [file/bad-value]`,
    ],
    [
      `pictures/${OTHER_HASH}`,
      'a//b.png',
      `pictures/${OTHER_HASH}: "a//b.png" does not lie below the graph's own folder. Put the file beside the graph and name it with forward slashes, without "..". [file/bad-path]`,
    ],
    [
      `pictures/${OTHER_HASH}`,
      5,
      `pictures/${OTHER_HASH}: "${OTHER_HASH}" must be a text of at most 1024 characters, not 5. [file/bad-value]`,
    ],
  ])('%s: %j', (path, value, sentence) => {
    expect(refused(edited(path, value))).toEqual([`error: ${sentence}`])
  })
})

describe('several mistakes', () => {
  test('are all named at once', () => {
    const json = good()
    json['nodes'] = {
      a: { type: 'conv/conv2d', version: 1, position: [0, 0], params: { kernel: 99, stride: 0 } },
      b: { version: 1, position: ['x', 0] },
    }
    json['links'] = { l1: { from: 'b.y', to: 'a.x' }, l2: { from: 'a.y', to: 'c.x' } }
    expect(refused(JSON.stringify(json)).map((line) => line.replace(/: .* \[/, ' ['))).toEqual([
      'error [document/bad-param]',
      'error [document/bad-param]',
      'error [file/missing]',
      'error [file/bad-value]',
      'error [document/dangling-link]',
    ])
  })

  test('are named up to a number that can be read', () => {
    const nodes = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`n${i}`, {}]))
    const lines = refused(JSON.stringify({ ...good(), nodes, links: {} }))
    expect(lines).toHaveLength(51)
    expect(lines.at(-1)).toBe('error: file: There are 14950 more mistakes like these. [file/more]')
  })
})

describe('older nodes', () => {
  const grown = defineNode({
    type: 'conv/grown',
    version: 3,
    title: 'Grown',
    summary: 'Has a past.',
    help: 'Source: tests.',
    keywords: [],
    inputs: {},
    outputs: { y: port('features', 'Nothing.') },
    params: {
      size: param.int({ default: 1, min: 1, max: 9, doc: 'Was called width.' }),
      mode: param.text({ default: 'a', maxLength: 5, doc: 'Came with version 3.' }),
    },
    infer: () => ({ y: wireType('features', [1, 1, 1, 1]) }),
    emit() {
      throw new Error('never run')
    },
    migrations: [
      {
        to: 2,
        name: 'width-is-size',
        up: ({ width, ...rest }) => (width === undefined ? rest : { ...rest, size: width }),
      },
      { to: 3, name: 'add-mode', up: (params) => ({ ...params, mode: 'old' }) },
    ],
    cases: [],
  })
  const registry = createRegistry([...nodeDefinitions, grown])
  const read = (version: number, params: Json): string =>
    JSON.stringify({
      ...good(),
      nodes: { g: { type: 'conv/grown', version, position: [0, 0], params } },
      links: {},
      weights: {},
      pictures: {},
    })
  const paramsOf = (text: string): unknown => [
    ...valueOf(readDocument(text, registry)).document.nodes.values(),
  ]

  test.each([
    [1, { width: 4 }, { size: 4, mode: 'old' }],
    [1, {}, { mode: 'old' }],
    [2, { size: 5 }, { size: 5, mode: 'old' }],
    [3, { size: 5, mode: 'new' }, { size: 5, mode: 'new' }],
  ])('of version %i with %j are led to %j', (version, before, after) => {
    expect(paramsOf(read(version, before))).toMatchObject([{ version: 3, params: after }])
  })

  test.each([
    [
      1,
      { width: 99 },
      'nodes/g/params/size: Grown: size must be between 1 and 9, not 99. [document/bad-param]',
    ],
    [
      2,
      { width: 4 },
      'nodes/g/params/width: Grown has no parameter width. Its parameters: size, mode. [document/unknown-param]',
    ],
    [
      1,
      { width: {} },
      'nodes/g/params/width: "width" must be a number, true, false, a text, null or a picture, not an object. [file/bad-value]',
    ],
    [
      4,
      {},
      'nodes/g/version: This Grown is of version 4, but only versions up to 3 are known here. Open the file with Styleloom 0.1.0 or newer. [file/newer-node]',
    ],
  ])('of version %i with %j are refused', (version, params, sentence) => {
    expect(refused(read(version, params), registry)).toEqual([`error: ${sentence}`])
  })
})
