import { elementCount } from '../tensor/tensor'
import { isKnown } from '../tensor/wire-type'
import type { Ir, IrInitializer } from './ir'
import { inferShapes } from './shapes'

const ELEMENT_BYTES: Readonly<Record<IrInitializer['dtype'], number>> = { float32: 4, float16: 2, int64: 8 }

/**
 * Bytes of constants a session holds on to. onnxruntime computes operators on constants once, when the session is
 * made, and keeps their results in the place of what they were made from: the transformed kernels of a tile form take
 * four to seven times what the model's bytes say. A result of unknown size counts as much as its inputs.
 */
export function heldBytes(ir: Ir): number {
  const shapes = inferShapes(ir)
  const constants = new Map<string, number>()
  for (const { name, dims, dtype } of ir.initializers)
    constants.set(name, elementCount(dims) * ELEMENT_BYTES[dtype])
  const held = new Set<string>()
  for (const { type, inputs, output } of ir.operators) {
    const given = inputs.filter((name) => name !== '')
    if (given.length === 0 || !given.every((name) => constants.has(name))) {
      for (const name of given) if (constants.has(name)) held.add(name)
      continue
    }
    const shape = shapes.get(output)
    const before = given.reduce((sum, name) => sum + (constants.get(name) ?? 0), 0)
    const width = type === 'Cast' ? ELEMENT_BYTES.float16 : ELEMENT_BYTES.float32
    constants.set(output, shape?.every(isKnown) ? elementCount(shape) * width : before)
  }
  for (const { name } of ir.outputs) if (constants.has(name)) held.add(name)
  return [...held].reduce((sum, name) => sum + (constants.get(name) ?? 0), 0)
}
