import type { Diagnostic } from '../diagnostic/diagnostic'
import type { Document, PortRef } from '../doc/document'
import type { Inference } from '../infer/inference'
import type { Registry } from '../nodedef/registry'
import { check } from './passes/check'
import { collect, defaultOutputs } from './passes/collect'

/** Which outputs (all output nodes unless named) can run, and what keeps the others from it: one broken branch does not stop the rest. */
export function splitOutputs(
  document: Document,
  registry: Registry,
  inference: Inference,
  outputs: readonly PortRef[] = defaultOutputs(document, registry),
): { readonly sound: readonly PortRef[]; readonly diagnostics: readonly Diagnostic[] } {
  const sound: PortRef[] = []
  const diagnostics = new Map<string, Diagnostic>()
  for (const output of outputs) {
    const collected = collect(document, registry, inference.topology, [output], new Set())
    const problems = [...collected.diagnostics, ...check(document, inference, collected)]
    if (problems.length === 0) sound.push(output)
    for (const problem of problems) diagnostics.set(JSON.stringify(problem), problem)
  }
  return { sound, diagnostics: [...diagnostics.values()] }
}
