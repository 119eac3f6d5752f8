// Writes examples/ from the code in examples/make/: `npm run examples`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runnerImport } from 'vite'
import { ROOT } from './targets.mjs'

const { module } = await runnerImport(join(ROOT, 'examples/make/main.ts'), { configFile: false, root: ROOT })
const fixture = (name) => new Uint8Array(readFileSync(join(ROOT, 'test/fixtures/portraits64', name)))
const files = module.makeExamples({
  weights: fixture('portraits64.safetensors'),
  golden: fixture('portraits64.golden.npz'),
})
for (const [path, bytes] of files) {
  const target = join(ROOT, 'examples', path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, bytes)
  console.log(`examples/${path}: ${bytes.length.toLocaleString('en-US')} bytes`)
}
