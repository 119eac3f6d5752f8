/** The engine on a real WebGPU device: lost under its hands, compared with WASM, and probed. */
import type * as ort from 'onnxruntime-web/webgpu'
import { assert, required } from '../../../core/base/assert'
import type { ParityProgress, ParityReport } from '../../../core/contract/engine-types'
import type { Document } from '../../../core/doc/document'
import type { Editor } from '../../../core/doc/editor'
import { createEngine, type Engine, type RunReport } from '../../../runtime/engine'
import { createExecutor } from '../../../runtime/executor'
import { differenceOf } from '../../../runtime/parity'
import { probe } from '../../../runtime/probe'
import { allNodes } from '../../helpers/random-graph'
import { randomGenerator } from '../../helpers/random-generator'

type Ort = typeof ort

export interface Told {
  readonly backend: string
  readonly fallback: string | null
  /** From what WASM makes of the same document. */
  readonly difference: number
}

/** The same small generator every time: two latents' styles through two resolutions. */
function smallGenerator(runtime: Ort): { editor: Editor; engineOn(backend: 'webgpu' | 'wasm'): Engine } {
  const { editor, store } = randomGenerator(5, 1, {
    channels: [4, 8],
    side: [4, 4],
    blocks: [2, 2],
    largest: 8,
  })
  const engineOn = (backend: 'webgpu' | 'wasm'): Engine =>
    createEngine({
      ort: runtime,
      registry: allNodes,
      store,
      threads: 1,
      settings: { backend },
      webgpuProblem: () => Promise.resolve(null),
      adapter: () => Promise.resolve({ description: 'the test machine', isSoftware: true }),
    })
  return { editor, engineOn }
}

function redrawn(editor: Editor, seed: number): Document {
  const latent = required(
    [...editor.document.nodes.values()].find(({ type }) => type === 'input/latent'),
    'a latent',
  )
  const set = editor.dispatch({ type: 'param/set', node: latent.id, key: 'seed', value: seed })
  assert(set.ok, 'the latent takes another seed')
  return editor.document
}

/** Runs, loses the device, runs on, and asks for WebGPU once more. */
export async function loseDevice(runtime: Ort): Promise<Told[]> {
  const { editor, engineOn } = smallGenerator(runtime)
  const engine = engineOn('webgpu')
  const reference = engineOn('wasm')
  const told: Told[] = []
  async function run(document: Document): Promise<void> {
    const [actual, expected] = [await finished(engine, document), await finished(reference, document)]
    const differences = expected.outputs.map(({ tensor }, i) =>
      differenceOf(required(actual.outputs[i], 'the same output').tensor, tensor),
    )
    told.push({
      backend: actual.backend,
      fallback: actual.fallback,
      difference: Math.max(...differences),
    })
  }
  await run(editor.document)
  const device = await runtime.env.webgpu.device
  device.destroy()
  await run(redrawn(editor, 101))
  engine.configure({ backend: 'webgpu' })
  await run(redrawn(editor, 102))
  await engine.release()
  await reference.release()
  return told
}

async function finished(engine: Engine, document: Document): Promise<RunReport> {
  const report = await engine.run({ document })
  if (!report.ok) throw new Error(report.error.map(({ message }) => message).join(' '))
  return report.value
}

export async function compareSmall(
  runtime: Ort,
): Promise<{ report: ParityReport | null; problems: string[]; progress: ParityProgress[] }> {
  const { editor, engineOn } = smallGenerator(runtime)
  const engine = engineOn('wasm')
  const progress: ParityProgress[] = []
  const compared = await engine.compare({
    document: editor.document,
    onProgress: (step) => progress.push(step),
  })
  await engine.release()
  return compared.ok
    ? { report: compared.value, problems: [], progress }
    : { report: null, problems: compared.error.map(({ message }) => message), progress }
}

/** What the probe says of this machine. */
export async function probeHere(runtime: Ort): Promise<string | null> {
  const webgpu = createExecutor(runtime, { backend: 'webgpu', threads: 1 })
  const wasm = createExecutor(runtime, { backend: 'wasm', threads: 1 })
  const reason = await probe(webgpu, wasm)
  await webgpu.release()
  await wasm.release()
  return reason
}
