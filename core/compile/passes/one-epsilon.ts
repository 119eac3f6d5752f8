import type { Ir, IrInitializer, IrOperator } from '../ir'

/** The epsilon every InstanceNormalization has after this pass: ONNX's default. */
const EPSILON = 1e-5

/**
 * For WebGPU only. onnxruntime-web 1.30 caches the InstanceNormalization shader without its epsilon, so that on one
 * device the first epsilon serves all later ones, silently. Here all get the same: since
 * `(k·x − k·mean) / sqrt(k²·var + e) = (x − mean) / sqrt(var + e/k²)`, scaling x by k = sqrt(e / epsilon) gives
 * the wanted epsilon exactly.
 */
export function oneEpsilon(ir: Ir): Ir {
  const initializers: IrInitializer[] = [...ir.initializers]
  const operators = ir.operators.flatMap((operator): IrOperator[] => {
    const epsilon = operator.type === 'InstanceNormalization' ? operator.attributes['epsilon'] : undefined
    if (typeof epsilon !== 'object' || !('float' in epsilon) || epsilon.float === EPSILON) return [operator]
    const factor = Math.sqrt(EPSILON / epsilon.float)
    const factorName = `${operator.name}_factor`
    const scaledName = `${operator.name}_scaled`
    const [x = '', ...rest] = operator.inputs
    initializers.push({
      name: factorName,
      dims: [],
      dtype: 'float32',
      key: `const:${factor}`,
      values: () => Float32Array.of(factor),
      source: operator.source,
    })
    return [
      {
        name: scaledName,
        type: 'Mul',
        inputs: [x, factorName],
        output: scaledName,
        attributes: {},
        source: operator.source,
      },
      {
        ...operator,
        inputs: [scaledName, ...rest],
        attributes: { ...operator.attributes, epsilon: { float: EPSILON } },
      },
    ]
  })
  return { ...ir, operators, initializers }
}
