import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import type { Document } from '../../doc/document'
import type { Inference } from '../../infer/inference'
import { formatDims } from '../../tensor/wire-type'
import type { Collected } from './collect'

/**
 * Pass 2: the inferred graph must be sound before anything is emitted. What inference only warns about
 * (an open input) is an error once the node is to run.
 */
export function check(
  document: Document,
  inference: Inference,
  { order, outputs }: Pick<Collected, 'order' | 'outputs'>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const id of order) {
    const facts = inference.node(id)
    if (!facts) continue
    diagnostics.push(...facts.diagnostics.map((d) => ({ ...d, severity: 'error' as const })))
    if (facts.diagnostics.length > 0) continue
    for (const [name, spec] of Object.entries(facts.weights)) {
      if (spec.dims.every((dim) => typeof dim === 'number')) continue
      diagnostics.push(
        error(
          'compile/unknown-size',
          { kind: 'node', node: id },
          `The size of ${document.nodes.get(id)?.title ?? id}'s weight ${name} (${formatDims(spec.dims)}) is not known yet.`,
          'Connect inputs whose channels are known.',
        ),
      )
    }
  }
  for (const port of outputs) {
    const facts = inference.node(port.node)
    if (!facts || facts.outputs.has(port.port) || facts.diagnostics.length > 0) continue
    diagnostics.push(
      error(
        'compile/nothing-there',
        { kind: 'node', ...port },
        `Nothing comes out of ${document.nodes.get(port.node)?.title ?? port.node}, because nothing comes in.`,
        'Connect something to it.',
      ),
    )
  }
  return diagnostics
}
