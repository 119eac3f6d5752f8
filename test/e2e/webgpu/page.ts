/**
 * Runs in Chromium: executes node cases and the 64 px fixture on WebGPU through our own executor and compares them
 * with the plain references. The spec beside this folder calls `window.checks` and asserts what it returns.
 */
import * as ort from 'onnxruntime-web/webgpu'
import { required } from '../../../core/base/assert'
import { nodeId } from '../../../core/base/ids'
import { compile } from '../../../core/compile/compile'
import { importCheckpoint } from '../../../core/import/import-checkpoint'
import { createRegistry } from '../../../core/nodedef/registry'
import { readNpz } from '../../../core/weights/npz'
import { createTensorStore } from '../../../core/weights/tensor-store'
import { nodeDefinitions } from '../../../nodes/index.gen'
import { createExecutor } from '../../../runtime/executor'
import { rangeError } from '../../helpers/close-values'
import { prepareCase } from '../../helpers/node-cases'
import { runModel } from '../../helpers/run-model'
import { runReference, type ReferenceModules } from '../../helpers/run-reference'
import { compareSmall, loseDevice, probeHere, type Told } from './engine-checks'
import { randomGraph } from './random-graphs'

const references: ReferenceModules = import.meta.glob('../../nodes/reference/**/*.ts', { eager: true })
const registry = createRegistry(nodeDefinitions)
const executor = createExecutor(ort, { backend: 'webgpu', threads: 1 })

export interface Check {
  readonly name: string
  /** Largest and mean error as parts of the reference's range; Infinity when the run failed. */
  readonly max: number
  readonly mean: number
  readonly problem: string | null
}

export interface Checks {
  /** Every case of a node type against its reference. */
  nodeType(type: string): Promise<Check[]>
  /** The 64 px fixture up to 32 px: w and every layer's activation against the golden file. */
  stylegan1(files: {
    readonly checkpoint: readonly number[]
    readonly golden: readonly number[]
  }): Promise<Check[]>
  /** One random generator, both as the engine runs it. */
  randomGraph(seed: number, stream: number): Promise<Check[]>
  /** Before the device is lost, after, and when WebGPU is asked for again. */
  loseDevice(): Promise<Told[]>
  compare(): ReturnType<typeof compareSmall>
  probe(): Promise<string | null>
}

declare global {
  interface Window {
    checks: Checks
  }
}

function failed(name: string, problem: string): Check {
  return { name, max: Infinity, mean: Infinity, problem }
}

window.checks = {
  randomGraph: (seed, stream) => randomGraph(ort, seed, stream),
  loseDevice: () => loseDevice(ort),
  compare: () => compareSmall(ort),
  probe: () => probeHere(ort),

  async nodeType(type) {
    const definition = required(registry.get(type), type)
    const checks: Check[] = []
    for (const example of definition.cases) {
      if (example.error !== undefined) continue
      const prepared = prepareCase(definition, example, 17, 'webgpu')
      const expected = runReference(references, '../../nodes/reference', type, prepared)
      const result = await runModel(executor, prepared.compiled)
      if (!result.ok) {
        checks.push(failed(example.name, result.error))
        continue
      }
      for (const { name, port } of prepared.compiled.ir.outputs) {
        const error = rangeError(
          required(result.value.get(name), name),
          required(expected[port.port], port.port),
        )
        checks.push({ name: `${example.name}: ${port.port}`, ...error })
      }
    }
    return checks
  },

  async stylegan1({ checkpoint, golden }) {
    const store = createTensorStore()
    const imported = importCheckpoint(Uint8Array.from(checkpoint), store, { name: 'fixture' })
    const file = readNpz(Uint8Array.from(golden))
    if (!imported.ok || !file.ok) return [failed('fixture', 'the fixture cannot be read')]
    const z = required(file.value.tensors.get('in/z'), 'in/z')
    // One sample: software WebGPU is slow, and the golden activations are of sample 0.
    const first = { dims: [1, z.dims[1] ?? 0], data: z.data.slice(0, z.dims[1]) }
    const names = [...file.value.tensors.keys()].filter(
      (name) => name.startsWith('act/') && !name.startsWith('act/64x64'),
    )
    const outputs = names.map((name) => ({ node: nodeId(name.slice('act/'.length)), port: 'y' }))
    const compiled = compile(imported.value.document, registry, store, {
      mode: 'live',
      backend: 'webgpu',
      outputs,
      feeds: new Map([['z.z', first]]),
    })
    if (!compiled.ok) return [failed('fixture', compiled.error.map((d) => d.message).join(' '))]
    const result = await runModel(executor, compiled.value)
    if (!result.ok) return [failed('fixture', result.error)]
    return names.map((name, i) => {
      const output = required(compiled.value.ir.outputs[i], name)
      return {
        name,
        ...rangeError(
          required(result.value.get(output.name), name),
          required(file.value.tensors.get(name), name),
        ),
      }
    })
  },
}
