/** Two inputs that must fit together: each function gives the size they share and reports the port that differs. */
import type { Report } from '../../core/nodedef/define-node'
import { broadcastDim, mayEqual, UNKNOWN, type Dim, type WireType } from '../../core/tensor/wire-type'

/** Equal batches, or a batch of 1 against any. */
export function agreeBatch(report: Report, area: string, port: string, other: Dim, own: Dim): Dim {
  const batch = broadcastDim(other, own)
  if (batch !== undefined) return batch
  report.error(
    `${area}/batch`,
    { port },
    `The other input has ${other} samples, but this one has ${own}.`,
    'Give both the same batch, or a batch of 1.',
  )
  return other
}

/** Equal lengths of the last axis. */
export function agreeWidth(report: Report, area: string, port: string, other: Dim, own: Dim): Dim {
  if (mayEqual(other, own)) return better(other, own)
  report.error(
    `${area}/width`,
    { port },
    `The other input is ${other} wide, but this one is ${own} wide.`,
    'Connect two inputs of the same width.',
  )
  return other
}

/** Equal numbers of rows of two w; a w without rows takes the other's. `undefined` when neither has rows. */
export function agreeRows(
  report: Report,
  area: string,
  port: string,
  other: WireType,
  own: WireType,
): Dim | undefined {
  const theirs = rowsOf(other)
  const ours = rowsOf(own)
  if (theirs === undefined || ours === undefined) return theirs ?? ours
  if (mayEqual(theirs, ours)) return better(theirs, ours)
  report.error(
    `${area}/rows`,
    { port },
    `The other input has ${theirs} rows, but this one has ${ours}.`,
    'Give both the same number of layers.',
  )
  return theirs
}

function rowsOf(w: WireType): Dim | undefined {
  return w.dims.length === 3 ? w.dims[1] : undefined
}

/** Of two dims that agree, the one that says more: a number, then a name. */
function better(a: Dim, b: Dim): Dim {
  return typeof b === 'number' || a === UNKNOWN ? b : a
}
