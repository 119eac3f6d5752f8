import { required } from '../base/assert'
import type { Ir } from './ir'

/**
 * The same graph with names that say only where a value stands: `i0`, `w0`, `v0`, `o0`. Operators are named by their
 * place too (`n0`), so that a message from the runtime leads to `ir.operators[0]`. Two graphs that do the same
 * become the same text, whatever their nodes are called.
 */
export function canonicalNames(ir: Ir): Ir {
  const names = new Map<string, string>([['', '']])
  ir.inputs.forEach(({ name }, i) => names.set(name, `i${i}`))
  ir.initializers.forEach(({ name }, i) => names.set(name, `w${i}`))
  ir.operators.forEach(({ output }, i) => names.set(output, `v${i}`))
  ir.outputs.forEach(({ name }, i) => names.set(name, `o${i}`))
  const renamed = (name: string): string => required(names.get(name), `value ${name}`)
  return {
    inputs: ir.inputs.map((input) => ({ ...input, name: renamed(input.name) })),
    initializers: ir.initializers.map((initializer) => ({ ...initializer, name: renamed(initializer.name) })),
    operators: ir.operators.map((operator, i) => ({
      ...operator,
      name: `n${i}`,
      inputs: operator.inputs.map(renamed),
      output: renamed(operator.output),
    })),
    outputs: ir.outputs.map((output) => ({ ...output, name: renamed(output.name) })),
  }
}
