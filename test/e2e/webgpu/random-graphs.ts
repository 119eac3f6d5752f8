/** Random generators on WebGPU against WASM, both as the engine runs them. */
import type * as ort from 'onnxruntime-web/webgpu'
import { formatPort } from '../../../core/doc/document'
import { createEngine, type RunOutput } from '../../../runtime/engine'
import { differenceOf } from '../../../runtime/parity'
import { allNodes } from '../../helpers/random-graph'
import { randomGenerator } from '../../helpers/random-generator'
import type { Check } from './page'

const SIZE = { channels: [1, 8], side: [2, 4], blocks: [1, 2], largest: 8 } as const

export async function randomGraph(runtime: typeof ort, seed: number, stream: number): Promise<Check[]> {
  const { editor, store } = randomGenerator(seed, stream, SIZE)
  const { document } = editor
  const run = async (backend: 'webgpu' | 'wasm'): Promise<readonly RunOutput[] | string> => {
    const engine = createEngine({
      ort: runtime,
      registry: allNodes,
      store,
      threads: 1,
      settings: { backend },
      webgpuProblem: () => Promise.resolve(null),
    })
    const report = await engine.run({ document })
    await engine.release()
    if (!report.ok) return report.error.map(({ message }) => message).join(' ')
    return report.value.fallback ?? report.value.outputs
  }
  const name = `graph ${stream}`
  const wasm = await run('wasm')
  const webgpu = await run('webgpu')
  if (typeof wasm === 'string') return [{ name, max: Infinity, mean: Infinity, problem: wasm }]
  if (typeof webgpu === 'string') return [{ name, max: Infinity, mean: Infinity, problem: webgpu }]
  return wasm.map(({ port, tensor }, i) => {
    const other = webgpu[i]
    const max = other ? differenceOf(other.tensor, tensor) : Infinity
    return { name: `${name}: ${formatPort(port)}`, max, mean: 0, problem: null }
  })
}
