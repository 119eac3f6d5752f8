import type { Ir, IrInitializer, IrOperator } from '../ir'
import { dropDead } from '../passes/drop-dead'
import { inferShapes, type Shape } from '../shapes'
import type { RewriteContext } from './rewrite'
import { createWriter, type Writer } from './writer'

/** What a rewrite may ask about the graph as it was before it. */
export interface GraphView {
  producer(value: string): IrOperator | undefined
  initializer(value: string): IrInitializer | undefined
  shape(value: string): Shape | undefined
  /** True when nothing but one operator input reads the value: it may vanish with its reader. */
  usedOnce(value: string): boolean
}

/**
 * Offers every operator to `replace`, which writes the operators to stand in its place and returns true, or writes
 * nothing and returns false. What nobody reads afterwards is dropped.
 */
export function replaceOperators(
  ir: Ir,
  context: RewriteContext,
  tag: string,
  replace: (operator: IrOperator, writer: Writer, view: GraphView) => boolean,
): Ir {
  const view = viewOf(ir, context)
  const initializers = [...ir.initializers]
  let changed = false
  const operators = ir.operators.flatMap((operator) => {
    const { writer, written } = createWriter(operator, tag)
    if (!replace(operator, writer, view)) return [operator]
    changed = true
    initializers.push(...written.initializers)
    return written.operators
  })
  return changed ? dropDead({ ...ir, operators: passIdentities(ir, operators), initializers }) : ir
}

function viewOf(ir: Ir, context: RewriteContext): GraphView {
  const producers = new Map(ir.operators.map((operator) => [operator.output, operator]))
  const constants = new Map(ir.initializers.map((initializer) => [initializer.name, initializer]))
  const shapes = inferShapes(ir, context.shapes)
  const uses = new Map<string, number>()
  const use = (name: string, count: number): unknown => uses.set(name, (uses.get(name) ?? 0) + count)
  for (const { inputs } of ir.operators) for (const name of inputs) use(name, 1)
  // An output is asked for by name and must stay, whoever else reads it.
  for (const { name } of ir.outputs) use(name, 2)
  return {
    producer: (value) => producers.get(value),
    initializer: (value) => constants.get(value),
    shape: (value) => shapes.get(value),
    usedOnce: (value) => uses.get(value) === 1,
  }
}

/** Readers of an Identity read what it hands on, so that it stands in no later rewrite's way. */
function passIdentities(ir: Ir, operators: readonly IrOperator[]): readonly IrOperator[] {
  const outputs = new Set(ir.outputs.map(({ name }) => name))
  const same = new Map<string, string>()
  return operators.flatMap((operator) => {
    const inputs = operator.inputs.map((name) => same.get(name) ?? name)
    if (operator.type === 'Identity' && !outputs.has(operator.output)) {
      same.set(operator.output, inputs[0] ?? '')
      return []
    }
    return [{ ...operator, inputs }]
  })
}

/** The inputs of an operator of two, either one first. */
export function bothOrders({ inputs }: IrOperator): readonly (readonly [string, string])[] {
  const [a = '', b = ''] = inputs
  return [
    [a, b],
    [b, a],
  ]
}
