import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import { accountSeenFrom } from '../../core/contract/run-account'
import { isPassive } from '../../core/infer/cost'
import type { AccountStore } from '../state/account'
import type { ShownStore } from '../state/editor-store'
import { recall, remember } from '../state/remembered'
import { costsOf } from '../state/totals'
import { costHeat } from './cost-heat'
import type { HeatOverlay } from './heat-overlay'
import { HEAT_CHOICES, type HeatChoice } from './measures'
import { reuseHeat, timeHeat } from './run-heat'

/** Which heat lies over the graph; remembered from window to window. */
export interface HeatStore {
  readonly choice: ReadonlySignal<HeatChoice>
  /** Null while it is off; nothing is counted then. */
  readonly overlay: ReadonlySignal<HeatOverlay | null>
  choose(choice: HeatChoice): void
}

const KEY = 'heat'

export function createHeatStore(
  store: ShownStore,
  { report }: Pick<AccountStore, 'report'>,
  path: ReadonlySignal<readonly NodeId[]>,
  window: Window,
): HeatStore {
  const choice = signal<HeatChoice>(recall(window, KEY, HEAT_CHOICES) ?? 'off')

  function overlayOf(measure: HeatChoice): HeatOverlay | null {
    if (measure === 'off') return null
    const { nodes } = store.document.value
    const shown = [...nodes.values()].filter((node) => !isPassive(node)).map(({ id }) => id)
    if (measure !== 'time' && measure !== 'reuse') return costHeat(measure, costsOf(store, shown))
    const account = accountSeenFrom(path.value, report.value?.account ?? [])
    const nameOf = (node: NodeId): string => nodes.get(node)?.title ?? node
    return measure === 'time' ? timeHeat(shown, account, nameOf) : reuseHeat(shown, account)
  }

  return {
    choice,
    overlay: computed(() => overlayOf(choice.value)),
    choose(next) {
      choice.value = next
      remember(window, KEY, next)
    },
  }
}
