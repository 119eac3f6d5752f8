// Who may import whom: the one table behind `npm run layers` and the lint rules. A row lists everything a layer may
// import; whatever is not listed is an error. More than one row may match a file: the first one counts.

/** Libraries that are plain computation, the same in every process. */
const PURE = ['valibot', '@noble/hashes', 'fflate', 'fast-png', '@bufbuild/protobuf']

/**
 * @typedef {object} Layer
 * @property {string} files a folder, with its slash, or one file
 * @property {string[]} local what it may import of the project: folders (with a slash) and files (without ending)
 * @property {string[]} [types] the same, for `import type` only
 * @property {string[]} packages packages; `node:` stands for all of Node
 * @property {string} instead where to go when an import is refused
 */

/** @type {Layer[]} */
export const layers = [
  {
    files: 'core/',
    local: ['core/'],
    packages: PURE,
    instead:
      'core is pure and knows no other layer: take what you need as an argument (a registry, a clock, a file).',
  },
  {
    files: 'nodes/index.gen.ts',
    local: ['nodes/', 'core/nodedef/'],
    packages: [],
    instead: 'this file is written by `npm run generate`.',
  },
  {
    files: 'nodes/',
    local: ['core/', 'nodes/_shared/'],
    packages: [],
    instead:
      'a node type is one file: it imports core and nodes/_shared, never another node. Move what two nodes share to nodes/_shared.',
  },
  {
    files: 'blocks/',
    local: ['core/', 'blocks/'],
    packages: [],
    instead: 'a built-in block is plain data: it names node types by their ids and is drawn with core alone.',
  },
  {
    files: 'runtime/',
    local: ['core/', 'runtime/'],
    packages: ['onnxruntime-web', 'onnxruntime-common', 'onnxruntime-node'],
    instead:
      'the runtime gets compiled graphs through core/contract: nodes, window and files belong to its callers.',
  },
  {
    files: 'renderer/engine/engine-worker.ts',
    local: ['core/', 'nodes/index.gen', 'runtime/'],
    packages: [],
    instead:
      'the worker joins the runtime with the node types, and has no window: it speaks through core/contract/engine.',
  },
  {
    files: 'renderer/canvas/',
    local: ['core/', 'nodes/index.gen', 'blocks/index', 'renderer/'],
    types: ['runtime/'],
    packages: ['valibot', 'preact', '@preact/signals', 'lucide-preact', 'litegraph.js'],
    instead:
      'the window imports core and nodes/index.gen; it reaches files through renderer/host, the engine through core/contract.',
  },
  {
    files: 'renderer/arrange/',
    local: ['core/', 'nodes/index.gen', 'renderer/'],
    packages: ['@preact/signals', 'elkjs'],
    instead: 'automatic layout imports core and the window, and alone knows elkjs.',
  },
  {
    files: 'renderer/annotations/',
    local: ['core/', 'nodes/index.gen', 'renderer/'],
    packages: ['preact', '@preact/signals', 'mdast-util-from-markdown'],
    instead: 'frames and notes import core and the window, and alone read Markdown.',
  },
  {
    files: 'renderer/',
    local: ['core/', 'nodes/index.gen', 'blocks/index', 'renderer/'],
    types: ['runtime/'],
    packages: ['valibot', 'preact', '@preact/signals', 'lucide-preact'],
    instead:
      'the window imports core and nodes/index.gen; it reaches files through renderer/host, the engine through core/contract, litegraph.js through renderer/canvas, elkjs through renderer/arrange.',
  },
  {
    files: 'web/',
    local: ['core/contract/', 'web/'],
    packages: [],
    instead:
      'the service worker stands between pages and network and knows nothing of graphs: it has core/contract.',
  },
  {
    files: 'electron/services/',
    local: ['core/', 'electron/services/'],
    packages: ['node:', 'valibot'],
    instead:
      'the services run without Electron, so that they can be tested without it: take what you need of Electron as an argument.',
  },
  {
    files: 'electron/preload.ts',
    local: ['core/contract/'],
    packages: ['electron'],
    instead: 'the preload script is sandboxed: it has core/contract and three modules of Electron.',
  },
  {
    files: 'electron/',
    local: ['core/', 'electron/'],
    packages: ['electron', 'node:'],
    instead:
      'the main process knows files and windows, not graphs: give the task to the window through core/contract/main.',
  },
  {
    files: 'cli/',
    local: ['core/', 'nodes/', 'blocks/index', 'runtime/', 'cli/', 'electron/services/', 'package.json'],
    packages: ['node:'],
    instead:
      'the command line uses core, nodes, runtime and the plain Node services; onnxruntime only through runtime.',
  },
]

/** The layer of a file, or null for what is in none. @param {string} file relative, with forward slashes */
export function layerOf(file) {
  return layers.find((layer) => file.startsWith(layer.files)) ?? null
}

export const LAYER_FOLDERS = ['core', 'nodes', 'blocks', 'runtime', 'renderer', 'web', 'electron', 'cli']
export const MAX_LINES = 500
