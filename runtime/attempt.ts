import { error, type Diagnostic, type Place } from '../core/diagnostic/diagnostic'
import type { PortRef } from '../core/doc/document'
import type { Tensor } from '../core/tensor/tensor'
import type { WireType } from '../core/tensor/wire-type'
import type { ScheduledRun, ScheduleFailure } from './scheduler'

export interface RunOutput {
  readonly port: PortRef
  readonly type: WireType
  readonly tensor: Tensor
}

/** What one backend made of the document: diagnostics when it does not compile, a failed run, or the results. */
export type Attempt =
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly failed: ScheduleFailure }
  | {
      readonly outputs: readonly RunOutput[]
      readonly account: ScheduledRun['account']
      /** What stands in for missing values. */
      readonly warnings: readonly Diagnostic[]
    }

export type RealFailure = Extract<ScheduleFailure, { cancelled: false }>

export function runFailed(failed: RealFailure): Diagnostic {
  return error(
    'run/failed',
    placeOf(failed),
    `Running this node failed: ${failed.failure.message}`,
    'Try the other backend or a smaller batch.',
  )
}

/** The node whose operator failed, or the node its segment ends with. */
export function placeOf({ failure, segment }: RealFailure): Place {
  const operator = segment.model.operators.find(({ name }) => name === failure.operator)
  return { kind: 'node', node: operator?.source ?? segment.root }
}
