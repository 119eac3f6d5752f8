import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkAll, checkFile, importsOf } from '../../scripts/check-layers.mjs'
import { LAYER_FOLDERS, layerOf, MAX_LINES } from '../../scripts/layers.mjs'
import { temporaryFolder } from './temporary-folder'

describe('a planted import', () => {
  test.each([
    ['core/doc/a.ts', `import { x } from '../../nodes/conv/conv2d'`],
    ['core/doc/a.ts', `import type { X } from '../../runtime/engine'`],
    ['core/doc/a.ts', `export * from '../../renderer/app'`],
    ['core/doc/a.ts', `import 'node:fs'`],
    ['core/doc/a.ts', `const ort = await import('onnxruntime-web')`],
    ['core/doc/a.ts', `type X = import('litegraph.js').LGraph`],
    ['core/doc/a.ts', `import x = require('electron')\nconst y = require('electron')`],
    ['core/doc/a.ts', `import { left } from 'left-pad'`],
    ['nodes/conv/a.ts', `import { b } from './b'`],
    ['nodes/conv/a.ts', `import { b } from '../style/affine'`],
    ['nodes/conv/a.ts', `import { load } from 'onnxruntime-web'`],
    ['runtime/a.ts', `import { nodeDefinitions } from '../nodes/index.gen'`],
    ['renderer/panels/a.tsx', `import { LGraph } from 'litegraph.js/build/litegraph.core.js'`],
    ['renderer/panels/a.tsx', `import conv from '../../nodes/conv/conv2d'`],
    ['renderer/panels/a.tsx', `import { run } from '../../runtime/executor'`],
    ['renderer/canvas/a.ts', `import { x } from '../../electron/window'`],
    ['web/a.ts', `import { words } from '../renderer/text/words'`],
    ['electron/services/a.ts', `import { app } from 'electron'`],
    ['electron/services/a.ts', `import { open } from '../window'`],
    ['electron/preload.ts', `import { readFile } from 'node:fs'`],
    ['electron/preload.ts', `import { doc } from '../core/doc/document'`],
    ['electron/window.ts', `import { x } from '../renderer/app'`],
    ['cli/a.ts', `import { x } from '../renderer/app'`],
    ['cli/a.ts', `import * as ort from 'onnxruntime-web'`],
    ['cli/a.ts', `import { open } from '../electron/window'`],
  ])('in %s is found: %s', (file, text) => {
    const [problem, ...more] = checkFile(file, `// first line\n${text}\n`)
    expect(problem).toMatch(new RegExp(`^${file}:[23]: \\S+ may not import "[^"]+": .+\\.$`))
    expect(more).toEqual([])
  })
})

test.each([
  ['core/doc/a.ts', `import { x } from '../base/result'\nimport * as v from 'valibot'`],
  ['core/base/hash.ts', `import { sha256 } from '@noble/hashes/sha2.js'`],
  ['nodes/conv/a.ts', `import { x } from '../_shared/w'\nimport { d } from '../../core/nodedef/define-node'`],
  ['nodes/index.gen.ts', `import a from './conv/conv2d'`],
  ['runtime/a.ts', `import * as ort from 'onnxruntime-web/webgpu'\nimport { b } from './b'`],
  ['renderer/canvas/a.ts', `import { LGraph } from 'litegraph.js/build/litegraph.core.js'`],
  ['renderer/app/a.ts', `import { nodeDefinitions } from '../../nodes/index.gen'`],
  ['renderer/app/a.ts', `import type { Run } from '../../runtime/executor'`],
  ['renderer/app/a.ts', `import { type Run } from '../../runtime/executor'`],
  ['renderer/app/a.ts', `import Engine from '../../runtime/worker?worker'`],
  ['renderer/app/a.ts', `import './style.css'`],
  ['electron/window.ts', `import { app } from 'electron'\nimport { join } from 'node:path'`],
  [
    'electron/preload.ts',
    `import { ipcRenderer } from 'electron'\nimport { CHANNEL } from '../core/contract/bridge'`,
  ],
  [
    'cli/main.ts',
    `import { compile } from '../core/compile/compile'\nimport { w } from '../electron/services/atomic-write'`,
  ],
])('%s may: %s', (file, text) => expect(checkFile(file, text)).toEqual([]))

test('words that only look like imports are none', () => {
  const text = `// import { x } from 'electron'\nconst s = "import('electron')"\nconst f = (require: string) => require`
  expect(importsOf('core/a.ts', text)).toEqual([])
})

test('a file that has grown too long is named, a generated one is not', () => {
  const long = '\n'.repeat(MAX_LINES)
  expect(checkFile('core/a.ts', long)).toEqual([
    `core/a.ts: ${MAX_LINES + 1} lines, where ${MAX_LINES} is the limit: split it by reason to change.`,
  ])
  expect(checkFile('nodes/index.gen.ts', long)).toEqual([])
})

test('every layer has a row, and the whole tree is walked', () => {
  expect(LAYER_FOLDERS.filter((folder) => layerOf(`${folder}/any/file.ts`) === null)).toEqual([])
  const root = temporaryFolder()
  mkdirSync(join(root, 'core', 'deep', 'er'), { recursive: true })
  writeFileSync(join(root, 'core', 'deep', 'er', 'a.ts'), `import 'electron'`)
  writeFileSync(join(root, 'core', 'notes.md'), `import 'electron'`)
  const { files, problems } = checkAll(root)
  expect(files).toEqual(['core/deep/er/a.ts'])
  expect(problems).toHaveLength(1)
})
