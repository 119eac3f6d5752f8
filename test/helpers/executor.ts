import * as ort from 'onnxruntime-web'
import { required } from '../../core/base/assert'
import type { Compiled } from '../../core/compile/compile'
import type { Tensor } from '../../core/tensor/tensor'
import { createExecutor } from '../../runtime/executor'
import { runModel } from './run-model'

const executor = createExecutor(ort, { backend: 'wasm', threads: 1 })

/** Runs a compiled graph on WASM in this process. Outputs by their ports' names. */
export async function runCompiled(compiled: Compiled): Promise<Map<string, Tensor>> {
  const result = await runModel(executor, compiled)
  if (!result.ok) throw new Error(result.error)
  return new Map(
    compiled.ir.outputs.map(({ name, port }) => [port.port, required(result.value.get(name), name)]),
  )
}
