import { assert } from '../../base/assert'
import type { Ir } from '../ir'

/** The last pass: what leaves the compiler is a graph in order, every name defined once and before its use. */
export function verify(ir: Ir): Ir {
  const defined = new Set<string>()
  function define(name: string): void {
    assert(name !== '' && !defined.has(name), `the value ${name} is defined twice`)
    defined.add(name)
  }
  for (const input of ir.inputs) define(input.name)
  for (const initializer of ir.initializers) define(initializer.name)
  for (const operator of ir.operators) {
    for (const name of operator.inputs)
      assert(name === '' || defined.has(name), `${operator.name} uses ${name} before it is made`)
    define(operator.output)
  }
  const outputs = new Set<string>()
  for (const { name } of ir.outputs) {
    assert(defined.has(name), `the output ${name} is never made`)
    assert(!outputs.has(name), `the output ${name} is listed twice`)
    outputs.add(name)
  }
  return ir
}
