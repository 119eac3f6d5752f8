import { Check, CircleAlert, TriangleAlert } from 'lucide-preact'
import { nodesWithStandIns } from '../../core/compile/stand-ins'
import type { Reproduction } from '../../core/file/reproduction'
import { useWorkspace } from '../app/workspace'
import type { Workspace } from '../app/workspace'
import { titleInRun } from '../state/node-words'
import { words } from '../text/words'
import { formatNumber } from '../ui/format'
import type { Reproduced } from './reproduction'

/** Under the picture: whether it is the one that the file was saved with. Quiet when it is, plain when it is not. */
export function ReproductionLine() {
  const { reproduction, live, whole, session, dialogs } = useWorkspace()
  // Of the picture that is shown, whatever has become of the graph since.
  const standIns = nodesWithStandIns(live.state.value.report?.diagnostics ?? []).size
  if (standIns > 0) {
    return (
      <p class="reproduction warning" role="status" data-testid="reproduction" data-kind="stand-ins">
        <TriangleAlert size={14} aria-hidden="true" />
        <span data-tip={words.sharing.standInsTip}>{words.sharing.standIns(standIns)}</span>
        <button
          type="button"
          class="button status-button"
          onClick={() => void session.locate().catch(reportError)}
        >
          {words.sharing.locate}
        </button>
      </p>
    )
  }
  const shown = reproduction.shown.value
  if (!shown) return null
  const { kind } = shown.result
  const told = tell(shown, whole)
  const isGood = kind === 'identical' || kind === 'close'
  const Icon = isGood ? Check : CircleAlert
  return (
    <p
      class={`reproduction ${isGood ? 'good' : 'error'}`}
      role="status"
      data-testid="reproduction"
      data-kind={kind}
    >
      <Icon size={14} aria-hidden="true" />
      <span data-tip={told.tip}>{told.text}</span>
      {canCompare(shown.result) && (
        <button
          type="button"
          class="button status-button"
          onClick={() => dialogs.open({ kind: 'reproduction' })}
        >
          {words.sharing.compare}
        </button>
      )}
    </p>
  )
}

function canCompare(result: Reproduction): boolean {
  return (
    result.kind === 'differs' && (result.difference.kind === 'pixels' || result.difference.kind === 'size')
  )
}

function tell(
  { expected, result }: Reproduced,
  whole: Workspace['whole'],
): { readonly text: string; readonly tip: string } {
  const { sharing } = words
  switch (result.kind) {
    case 'identical': {
      const backend = words.engine.backends[expected.backend]
      return { text: sharing.identical, tip: sharing.identicalTip(expected.appVersion, backend) }
    }
    case 'close': {
      const { distance, cause, compared } = result
      const pixels = percent(distance.changed)
      return {
        text: sharing.close(distance.largest),
        tip: sharing.closeTip(cause, pixels, compared.samples, compared.of),
      }
    }
    case 'stand-ins':
      return { text: sharing.standIns(result.nodes), tip: sharing.standInsTip }
    case 'differs': {
      const output = titleInRun(whole.document.value, result.node)
      const { difference } = result
      switch (difference.kind) {
        case 'missing':
          return { text: sharing.gone, tip: sharing.goneTip(output) }
        case 'size':
          return { text: sharing.size, tip: sharing.sizeTip(output, difference.actual, difference.expected) }
        case 'unknown':
          return { text: sharing.differsUnknown, tip: sharing.differsUnknownTip(output) }
        case 'pixels': {
          const { largest, changed } = difference.distance
          return { text: sharing.differs(largest), tip: sharing.differsTip(output, percent(changed)) }
        }
      }
    }
  }
}

function percent(part: number): string {
  return formatNumber(100 * part, 3)
}
