// `node bench/rewrites.mjs [layers|adain|generator|all] [rounds] [--native]`: what each rewrite is worth on WASM with 2
// threads (or in the native onnxruntime), per layer and for the 256 px generator. Ratios are taken in turn in one run;
// bench/README.md says how to read them.
import * as native from 'onnxruntime-node'
import * as web from 'onnxruntime-web'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { ROOT } from '../scripts/targets.mjs'

const args = process.argv.slice(2)
const [what = 'all', rounds = '9'] = args.filter((arg) => !arg.startsWith('--'))
const runtime = args.includes('--native') ? { ort: native, target: 'cpu' } : { ort: web, target: 'wasm' }
const { module } = await runnerImport(join(ROOT, 'bench/rewrites.ts'), { configFile: false, root: ROOT })
web.env.wasm.numThreads = 2
web.env.logLevel = 'error'
const groups = {
  layers: module.measureLayers,
  adain: module.measureAdain,
  generator: module.measureGenerator,
}
for (const measure of what === 'all' ? Object.values(groups) : [groups[what]])
  for await (const line of measure(runtime, Number(rounds))) console.log(line)
process.exit(0)
