// `node bench/rewrites.mjs [layers|generator|all] [rounds]`: what each rewrite is worth on WASM with 2 threads, per layer and for the 256 px
// generator. Ratios are taken in turn in one run; bench/README.md says how to read them.
import * as ort from 'onnxruntime-web'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { ROOT } from '../scripts/targets.mjs'

const [what = 'all', rounds = '9'] = process.argv.slice(2)
const { module } = await runnerImport(join(ROOT, 'bench/rewrites.ts'), { configFile: false, root: ROOT })
ort.env.wasm.numThreads = 2
ort.env.logLevel = 'error'
const { measureLayers, measureGenerator } = module
for (const measure of { layers: [measureLayers], generator: [measureGenerator] }[what] ?? [
  measureLayers,
  measureGenerator,
])
  for await (const line of measure(ort, Number(rounds))) console.log(line)
process.exit(0)
