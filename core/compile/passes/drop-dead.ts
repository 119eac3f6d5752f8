import type { Ir } from '../ir'

/** Drops operators, constants and inputs that no output needs (branches a fed port cut off). */
export function dropDead(ir: Ir): Ir {
  const needed = new Set(ir.outputs.map((output) => output.name))
  const operators = ir.operators.toReversed().filter((operator) => {
    if (!needed.has(operator.output)) return false
    for (const name of operator.inputs) needed.add(name)
    return true
  })
  return {
    operators: operators.reverse(),
    initializers: ir.initializers.filter((initializer) => needed.has(initializer.name)),
    inputs: ir.inputs.filter((input) => needed.has(input.name)),
    outputs: ir.outputs,
  }
}
