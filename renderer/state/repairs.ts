import { formatDiagnostic, type Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { createRepairer, type RefusedWire, type Repair, type Repairer } from '../../core/infer/repairs'

/** Repairs for the graph as it is now: each is looked for once in every state of the graph. */
export interface RepairStore {
  forWire(wire: RefusedWire): readonly Repair[]
  forProblem(problem: Diagnostic): readonly Repair[]
}

interface Known {
  readonly document: Document
  readonly repairer: Repairer
  readonly byProblem: Map<string, readonly Repair[]>
}

export function createRepairStore(editor: Editor): RepairStore {
  let known: Known | null = null

  function now(): Known {
    const { document, registry, inference } = editor
    if (known?.document !== document) {
      const repairer = createRepairer({ document, registry, inference })
      known = { document, repairer, byProblem: new Map() }
    }
    return known
  }

  return {
    forWire: (wire) => now().repairer.forWire(wire),
    forProblem(problem) {
      const { repairer, byProblem } = now()
      const key = formatDiagnostic(problem)
      const found = byProblem.get(key) ?? repairer.forProblem(problem)
      byProblem.set(key, found)
      return found
    },
  }
}
