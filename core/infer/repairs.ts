/**
 * What a button can do about a problem. Candidates come from a handful of ideas (another number, a node in between, a
 * source) which ask the node types what they take and give; each is tried on a copy before it is offered.
 */
import { pathOf } from '../doc/block-path'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { checkConnection } from './check-connection'
import { addOutput } from './repairs/add-output'
import { changeFace, isInside } from './repairs/face-params'
import { fillInput } from './repairs/fill-inputs'
import { fitWires } from './repairs/fit-wires'
import { changeOwnParams } from './repairs/own-params'
import { changeMode, resetWeights } from './repairs/plain-repairs'
import type { RefusedWire, Repair, RepairGroup, Scene } from './repairs/repair'
import { createTrial, type Trial } from './repairs/trial'
import { wiringOf } from './repairs/wirings'

export type { RefusedWire, Repair, Scene } from './repairs/repair'

const MOST = 3

/** Finds repairs in one state of a graph; made once for many problems, because they share the copy they try on. */
export interface Repairer {
  /** For a wire that was refused: after each of these it stands. At most three, best first. */
  forWire(wire: RefusedWire): readonly Repair[]
  /** For a problem of the graph as it is: after each of these it is gone. At most three, best first. */
  forProblem(problem: Diagnostic): readonly Repair[]
}

export function createRepairer(scene: Scene): Repairer {
  const { document, registry, inference } = scene
  const trial = createTrial(scene)
  return {
    forWire(wire) {
      const problem = checkConnection(document, registry, inference, wire.from, wire.to)
      // A loop stays one whatever is put into it.
      if (!problem || problem.code === 'graph/cycle') return []
      const wiring = wiringOf(scene, wire.to.node, wire)
      if (!wiring) return []
      return choose(trial, [
        { candidates: changeOwnParams(scene, wiring, problem), most: 1 },
        { candidates: changeFace(scene, wiring, problem), most: 1 },
        ...fitWires(scene, wiring),
        { candidates: resetWeights(scene, wiring), most: 1 },
      ])
    },
    forProblem: (problem) => choose(trial, groupsFor(scene, trial, problem), problem),
  }
}

function groupsFor(scene: Scene, trial: Trial, problem: Diagnostic): RepairGroup[] {
  const { place, code } = problem
  if (code === 'compile/no-output') return [{ candidates: addOutput(scene), most: 1 }]
  const [outermost] = place.kind === 'node' ? pathOf(place.node) : []
  if (outermost !== undefined && isInside(problem, outermost)) {
    const around = wiringOf(scene, outermost, null)
    return around ? [{ candidates: changeFace(scene, around, problem), most: 2 }] : []
  }
  const wiring = place.kind === 'node' ? wiringOf(scene, place.node, null) : null
  if (place.kind !== 'node' || !wiring) return []
  switch (code) {
    case 'graph/cycle':
      return []
    case 'graph/input-missing':
      return place.port === undefined ? [] : fillInput(scene, wiring, place.port)
    case 'graph/input-muted': {
      const muted = wiring.sources.get(place.port ?? '')
      return muted ? [{ candidates: changeMode(scene, muted.node), most: 2 }] : []
    }
    case 'graph/nothing-to-bypass':
    case 'compile/muted':
      return [{ candidates: changeMode(scene, place.node), most: 1 }]
    case 'weights/shape-mismatch':
      return [{ candidates: resetWeights(scene, wiring), most: 1 }, ...fitWires(scene, wiring)]
    default:
      // What only a run knows cannot be tried: nothing would tell whether it is gone.
      if (problem.severity === 'warning' || !trial.finds(problem)) return []
      return [{ candidates: changeOwnParams(scene, wiring, problem), most: 2 }, ...fitWires(scene, wiring)]
  }
}

/** Those that hold when tried, no two with the same words. */
function choose(trial: Trial, groups: readonly RepairGroup[], cured?: Diagnostic): readonly Repair[] {
  const chosen: Repair[] = []
  for (const { candidates, most } of groups) {
    let left = Math.min(most, MOST - chosen.length)
    if (left <= 0) continue
    for (const repair of candidates) {
      if (chosen.some(({ label }) => label === repair.label)) continue
      if (!trial.succeeds(repair.commands, cured)) continue
      chosen.push(repair)
      if (--left === 0) break
    }
  }
  return chosen
}
