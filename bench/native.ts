/** The plain model in onnxruntime-node, to set our run in the browser against. */
import * as ort from 'onnxruntime-node'
import { createRegistry } from '../core/nodedef/registry'
import { nodeDefinitions } from '../nodes/index.gen'
import { plainModel } from './plain-model'
import { RESOLUTION } from './scenario'

const LATENT = 512

/** Returns a function that runs the model once, for another z each time, and gives its milliseconds. */
export async function openNative(threads: number): Promise<() => Promise<number>> {
  const session = await ort.InferenceSession.create(plainModel(createRegistry(nodeDefinitions), RESOLUTION), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  let round = 0
  return async () => {
    round++
    const z = Float32Array.from({ length: LATENT }, (_, i) => Math.sin(i * 12.9898 + round) * 1.4)
    const feeds = Object.fromEntries(
      session.inputNames.map((name) => [name, new ort.Tensor('float32', z, [1, LATENT])]),
    )
    const start = performance.now()
    await session.run(feeds)
    return performance.now() - start
  }
}
