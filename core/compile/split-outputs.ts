import type { Diagnostic } from '../diagnostic/diagnostic'
import type { Document, PortRef } from '../doc/document'
import type { Inference } from '../infer/inference'
import type { Registry } from '../nodedef/registry'
import { check } from './passes/check'
import { collect, defaultOutputs } from './passes/collect'

/** Which output nodes can run, and what keeps the others from it: one broken branch does not stop the rest. */
export function splitOutputs(
  document: Document,
  registry: Registry,
  inference: Inference,
): { readonly sound: readonly PortRef[]; readonly diagnostics: readonly Diagnostic[] } {
  const sound: PortRef[] = []
  const diagnostics = new Map<string, Diagnostic>()
  for (const output of defaultOutputs(document, registry)) {
    const { order } = collect(document, registry, inference.topology, [output], new Set())
    const problems = check(document, inference, order)
    if (problems.length === 0) sound.push(output)
    for (const problem of problems) diagnostics.set(JSON.stringify(problem), problem)
  }
  return { sound, diagnostics: [...diagnostics.values()] }
}
