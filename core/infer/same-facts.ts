/** Whether two looks at a node found the same, so that what was made of the first still holds. */
import { formatDiagnostic, type Diagnostic } from '../diagnostic/diagnostic'
import type { WeightSpec } from '../nodedef/define-node'
import { sameType, type WireType } from '../tensor/wire-type'
import type { WeightInit } from '../weights/weight-init'
import type { InferredNode } from './infer-node'

export function sameFacts(a: InferredNode, b: InferredNode): boolean {
  return (
    a.macs === b.macs &&
    a.inside === b.inside &&
    sameTypes(a.inputs, b.inputs) &&
    sameTypes(a.outputs, b.outputs) &&
    sameWeights(a.weights, b.weights) &&
    sameDiagnostics(a.diagnostics, b.diagnostics)
  )
}

export function sameDiagnostics(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return a.length === b.length && a.every((diagnostic, index) => isSame(diagnostic, b[index]))
}

function isSame(a: Diagnostic, b: Diagnostic | undefined): boolean {
  // The sentence tells the place and both sides; its words do not tell a port from a parameter of that name.
  return (
    b !== undefined &&
    a.code === b.code &&
    a.place.kind === b.place.kind &&
    portOf(a) === portOf(b) &&
    formatDiagnostic(a) === formatDiagnostic(b)
  )
}

function portOf({ place }: Diagnostic): string | undefined {
  return place.kind === 'node' ? place.port : undefined
}

function sameTypes(a: ReadonlyMap<string, WireType>, b: ReadonlyMap<string, WireType>): boolean {
  if (a.size !== b.size) return false
  // The order counts too: it is that of the ports.
  const others = b.entries()
  for (const [port, type] of a) {
    const other = others.next().value
    if (other?.[0] !== port || !sameType(type, other[1])) return false
  }
  return true
}

function sameWeights(a: InferredNode['weights'], b: InferredNode['weights']): boolean {
  const names = Object.keys(a)
  const others = Object.keys(b)
  return (
    names.length === others.length &&
    names.every((name, index) => name === others[index] && sameWeight(a[name], b[name]))
  )
}

function sameWeight(a: WeightSpec | undefined, b: WeightSpec | undefined): boolean {
  if (a === b) return true
  if (!a || !b) return false
  return (
    a.doc === b.doc &&
    a.trainable === b.trainable &&
    a.dims.length === b.dims.length &&
    a.dims.every((dim, index) => dim === b.dims[index]) &&
    sameInit(a.init, b.init)
  )
}

function sameInit(a: WeightInit, b: WeightInit): boolean {
  if (a.kind === 'normal') return b.kind === 'normal' && a.std === b.std
  if (a.kind === 'constant') return b.kind === 'constant' && a.value === b.value
  return a.kind === b.kind
}
