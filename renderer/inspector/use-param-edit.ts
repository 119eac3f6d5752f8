import { useLayoutEffect, useState } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { ParamValue } from '../../core/nodedef/params'
import { useWorkspace } from '../app/workspace'
import { beginParamGesture, type ParamGesture } from '../edit/param-gesture'
import type { WidgetControls } from '../widgets/widget'

interface ParamEdit extends Pick<WidgetControls, 'change' | 'begin' | 'complain'> {
  /** Why the last try was not taken. */
  readonly complaint: string | null
  reset(): void
}

/** Ways to change one parameter, for its widget. `session` joins all that happens into one undo entry. */
export function useParamEdit(
  node: NodeId,
  name: string,
  value: ParamValue,
  session?: ParamGesture,
): ParamEdit {
  const workspace = useWorkspace()
  const [complaint, setComplaint] = useState<string | null>(null)
  useLayoutEffect(() => setComplaint(null), [value])

  function take(refusal: Diagnostic | null): boolean {
    setComplaint(refusal?.message ?? null)
    return refusal === null
  }

  function begin(): ReturnType<WidgetControls['begin']> {
    const gesture = session ?? beginParamGesture(workspace, node, name)
    return { set: (next) => take(gesture.set(next)), giveUp: () => gesture.giveUp() }
  }

  return {
    complaint,
    complain: setComplaint,
    begin,
    change: (next) => begin().set(next),
    reset: () => void begin().set(undefined),
  }
}
