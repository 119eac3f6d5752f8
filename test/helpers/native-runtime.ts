import * as ort from 'onnxruntime-node'
import { required } from '../../core/base/assert'
import type { Tensor } from '../../core/tensor/tensor'

/** Runs ONNX bytes in onnxruntime's native CPU runtime: another implementation than the one the app uses. */
export async function runNatively(
  model: Uint8Array,
  feeds: ReadonlyMap<string, Tensor>,
): Promise<Map<string, Tensor>> {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 2, logSeverityLevel: 3 })
  const tensors: Record<string, ort.Tensor> = {}
  for (const [name, { data, dims }] of feeds) tensors[name] = new ort.Tensor('float32', data, dims)
  const results = await session.run(tensors)
  const found = new Map<string, Tensor>()
  for (const name of session.outputNames) {
    const result = required(results[name], name)
    found.set(name, { dims: result.dims, data: result.data as Float32Array })
  }
  await session.release()
  return found
}
