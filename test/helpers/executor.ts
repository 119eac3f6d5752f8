import * as ort from 'onnxruntime-web'
import { required } from '../../core/base/assert'
import type { Compiled } from '../../core/compile/compile'
import { encodeOnnx } from '../../core/onnx/encode'
import type { Tensor } from '../../core/tensor/tensor'
import { createExecutor } from '../../runtime/executor'

const executor = createExecutor(ort, { backend: 'wasm', threads: 1 })

/** Runs a compiled graph on WASM in this process, feeding every input its own default value. */
export async function runCompiled(compiled: Compiled): Promise<Map<string, Tensor>> {
  const model = {
    key: compiled.key,
    encode: () => encodeOnnx(compiled, { name: 'test', producerVersion: '0' }),
  }
  const feeds = new Map(compiled.ir.inputs.map((input) => [input.name, input.make()]))
  const result = await executor.run(
    model,
    feeds,
    compiled.ir.outputs.map((output) => output.name),
  )
  if (!result.ok) throw new Error(result.error.message)
  return new Map(
    compiled.ir.outputs.map(({ name, port }) => [port.port, required(result.value.get(name), name)]),
  )
}
