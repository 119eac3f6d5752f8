import { required } from '../../core/base/assert'
import { fail, ok, type Result } from '../../core/base/result'
import type { Compiled } from '../../core/compile/compile'
import { encodeSplit } from '../../core/onnx/encode'
import type { Tensor } from '../../core/tensor/tensor'
import type { Executor } from '../../runtime/executor'

/** Runs a compiled graph as one model, feeding every input its own default value. Outputs by their names. */
export async function runModel(
  executor: Executor,
  compiled: Compiled,
): Promise<Result<Map<string, Tensor>, string>> {
  const model = {
    key: compiled.key,
    encode: () => encodeSplit(compiled, { name: 'test', producerVersion: '0' }),
    weightBytes: 0,
  }
  const feeds = new Map(compiled.ir.inputs.map((input) => [input.name, executor.upload(input.make())]))
  const names = compiled.ir.outputs.map((output) => output.name)
  const result = await executor.run(model, feeds, names)
  if (!result.ok) return fail(result.error.message)
  const tensors = new Map<string, Tensor>()
  for (const name of names) {
    const value = required(result.value.get(name), name)
    tensors.set(name, { dims: value.dims, data: (await value.read()).slice() })
    value.release()
  }
  return ok(tensors)
}
