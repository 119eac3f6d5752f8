// What is built, from what, and how. Each target is one folder in dist/ and a list of Vite configurations.
import { cpSync, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { licencePlugins } from './licences.mjs'
import { assembleWebSite } from './web-site.mjs'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * @typedef {object} Target
 * @property {string} entry without it there is nothing to build
 * @property {string[]} sources folders and files: a change in one makes the target stale
 * @property {(root: string, outDir: string) => import('vite').InlineConfig[]} configs
 * @property {string[]} [needs] targets that are built before, and that it takes files from
 * @property {(root: string, outDir: string) => void | Promise<void>} [after]
 */

const SHARED = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'scripts/targets.mjs']

const WINDOW = ['core', 'nodes', 'blocks', 'runtime', 'renderer', 'examples', ...SHARED]

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  renderer: {
    entry: 'renderer/index.html',
    sources: WINDOW,
    configs: (root, outDir) => [rendererConfig(root, outDir)],
    after: (root, outDir) => copyExamples(join(root, 'examples'), join(outDir, 'examples')),
  },
  // The window as a folder for any web host: the same files, and what a host does not give.
  web: {
    entry: 'web/service-worker.ts',
    sources: [...WINDOW, 'web', 'package/icons/web', 'scripts/web-site.mjs'],
    needs: ['renderer'],
    configs: (root, outDir) => [serviceWorkerConfig(root, outDir)],
    after: assembleWebSite,
  },
  electron: {
    entry: 'electron/main.ts',
    sources: ['core', 'electron', ...SHARED],
    configs: (root, outDir) => [
      nodeConfig(root, outDir, { entry: 'electron/main.ts', file: 'main.js', external: ['electron'] }),
      // A sandboxed preload script must be one CommonJS file.
      nodeConfig(root, outDir, { entry: 'electron/preload.ts', file: 'preload.cjs', external: ['electron'] }),
    ],
  },
  cli: {
    entry: 'cli/main.ts',
    sources: ['core', 'nodes', 'blocks', 'runtime', 'cli', 'electron/services', ...SHARED],
    configs: (root, outDir) => [
      // onnxruntime finds its .wasm files beside its own code, so it stays where npm has put it.
      nodeConfig(root, outDir, {
        entry: 'cli/main.ts',
        file: 'main.js',
        external: ['onnxruntime-web', 'onnxruntime-node', 'onnxruntime-common'],
      }),
    ],
  },
  serve: {
    entry: 'electron/services/loopback-server.ts',
    sources: ['core/contract', 'core/base', 'electron/services', ...SHARED],
    configs: (root, outDir) => [
      nodeConfig(root, outDir, {
        entry: 'electron/services/loopback-server.ts',
        file: 'server.js',
        external: [],
      }),
    ],
  },
  // What the tests of the desktop app put in the place of Electron, and into the page.
  'stand-in': {
    entry: 'test/electron/stand-in/electron.ts',
    sources: ['core/base', 'test/electron/stand-in', ...SHARED],
    configs: (root, outDir) =>
      ['electron.js', 'page.cjs'].map((file) =>
        nodeConfig(root, outDir, {
          entry: `test/electron/stand-in/${file.split('.')[0]}.ts`,
          file,
          external: [],
        }),
      ),
  },
}

function rendererConfig(root, outDir) {
  const licences = licencePlugins()
  return {
    ...common(root),
    root: join(root, 'renderer'),
    // Relative, so that the same files work at app://styleloom/, on the loopback server and in any folder of a host.
    base: './',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [licences.page()],
    worker: { format: 'es', plugins: () => [licences.worker()] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      // The content security policy has no `data:` for scripts, fonts and fetches.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      reportCompressedSize: false,
    },
  }
}

/** One plain script: browsers do not all take modules there. */
function serviceWorkerConfig(root, outDir) {
  return {
    ...common(root),
    root,
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, 'web', 'service-worker.ts'),
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  }
}

function nodeConfig(root, outDir, { entry, file, external }) {
  const isCommonJs = file.endsWith('.cjs')
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return {
    ...common(root),
    root,
    publicDir: false,
    ssr: { target: 'node', noExternal: true, external },
    build: {
      ssr: join(root, entry),
      outDir,
      emptyOutDir: false,
      minify: false,
      target: `node${/\d+/.exec(engines.node)?.[0] ?? '20'}`,
      rolldownOptions: {
        output: {
          format: isCommonJs ? 'cjs' : 'es',
          entryFileNames: file,
          chunkFileNames: 'chunks/[name]-[hash].js',
          ...(isCommonJs ? { codeSplitting: false } : {}),
        },
      },
    },
  }
}

/** @returns {import('vite').InlineConfig} */
function common(root) {
  return {
    configFile: false,
    envDir: false,
    mode: 'production',
    cacheDir: join(root, 'node_modules', '.vite'),
  }
}

/** The graphs and their weights, without the code that made them. */
function copyExamples(from, to) {
  const isData = (path) => statSync(path).isDirectory() || !/(\.(ts|mjs|py)|tsconfig\.json)$/.test(path)
  if (existsSync(from)) cpSync(from, to, { recursive: true, filter: isData })
}
