// Writes examples/ from the code in examples/make/: `npm run examples`. The thumbnails are what the graphs give.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runnerImport } from 'vite'
import { ROOT } from './targets.mjs'

const { makeExamples } = await load('examples/make/main.ts')
const fixture = (name) => new Uint8Array(readFileSync(join(ROOT, 'test/fixtures/portraits64', name)))
const files = makeExamples({
  weights: fixture('portraits64.safetensors'),
  golden: fixture('portraits64.golden.npz'),
})
for (const [path, bytes] of files) write(path, bytes)

const { makeThumbnail, thumbnailBytes } = await load('examples/make/thumbnails.ts')
const { openGraph } = await load('cli/open-graph.ts')
const { registry } = await load('cli/registry.ts')
const { createNodeEngine } = await load('runtime/node-engine.ts')
const index = JSON.parse(readFileSync(join(ROOT, 'examples', 'index.json'), 'utf8'))
for (const { file, thumbnail } of index) {
  const { document, store } = must(await openGraph(join(ROOT, 'examples', file)))
  const engine = createNodeEngine({ registry, store, threads: 1 })
  const { outputs } = must(await engine.run({ document }))
  await engine.release()
  write(thumbnail, thumbnailBytes(makeThumbnail(document, outputs)))
}

async function load(path) {
  const { module } = await runnerImport(join(ROOT, path), { configFile: false, root: ROOT })
  return module
}

function write(path, bytes) {
  const target = join(ROOT, 'examples', path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, bytes)
  console.log(`examples/${path}: ${bytes.length.toLocaleString('en-US')} bytes`)
}

function must(result) {
  if (!result.ok) throw new Error(result.error.map(({ message }) => message).join('\n'))
  return result.value
}
