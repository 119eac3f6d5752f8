/** Tries commands on a copy of what is inferred, so that only a repair that helps and harms nothing is ever offered. */
import type { NodeId } from '../../base/ids'
import { formatPlace, type Diagnostic } from '../../diagnostic/diagnostic'
import { carryOut } from '../../doc/carry-out'
import type { Command } from '../../doc/commands/index'
import { diffDocuments } from '../../doc/diff'
import type { Document } from '../../doc/document'
import { inferAll, type Inference } from '../inference'
import type { Scene } from './repair'

export interface Trial {
  /** Whether inference has this problem in the graph as it is. */
  finds(problem: Diagnostic): boolean
  /**
   * True when every command passes in turn, no node has an error that it had not before, nodes that were added have
   * nothing to complain about, and `cured` (if given) is gone.
   */
  succeeds(commands: readonly Command[], cured?: Diagnostic): boolean
}

export function createTrial({ document, registry, inference }: Scene): Trial {
  let ahead: Inference | null = null
  return {
    finds: (problem) => isThere(problem, inference),
    succeeds(commands, cured) {
      const scratch = (ahead ??= inferAll(document, registry))
      const touched = new Set<NodeId>()
      let next: Document = document
      const move = (to: Document): void => {
        for (const id of scratch.update(to, diffDocuments(next, to))) touched.add(id)
        next = to
      }
      const passes = commands.every((command) => {
        const carried = carryOut(command, { document: next, registry, inference: scratch })
        if (carried.ok) move(carried.value.result())
        return carried.ok
      })
      const isBetter =
        passes &&
        [...touched].every((id) => harmless(id, document, inference, scratch)) &&
        (cured === undefined || !isThere(cured, scratch))
      move(document)
      return isBetter
    },
  }
}

function harmless(id: NodeId, document: Document, before: Inference, after: Inference): boolean {
  const now = after.node(id)?.diagnostics ?? []
  if (!document.nodes.has(id)) return now.length === 0
  const known = new Set((before.node(id)?.diagnostics ?? []).map(identity))
  return now.every((diagnostic) => diagnostic.severity !== 'error' || known.has(identity(diagnostic)))
}

function isThere(diagnostic: Diagnostic, inference: Inference): boolean {
  const { place } = diagnostic
  if (place.kind !== 'node') return false
  const own = inference.node(place.node)?.diagnostics ?? []
  return own.some((other) => identity(other) === identity(diagnostic))
}

/** The same problem in other numbers is still the same problem. */
function identity({ code, place }: Diagnostic): string {
  return `${code} ${formatPlace(place)}`
}
