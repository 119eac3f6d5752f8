import {
  CircleOff,
  Flame,
  MemoryStick,
  Recycle,
  SlidersHorizontal,
  Timer,
  type LucideIcon,
} from 'lucide-preact'
import type { MenuActionId } from '../../core/contract/menu'
import type { HeatChoice } from '../heat/measures'
import type { Action } from './action'

/** Which heat lies over the graph; what is chosen already goes away again. */

export const off = choose('view.heatOff', 'off', CircleOff)
export const parameters = choose('view.heatParameters', 'parameters', SlidersHorizontal)
export const memory = choose('view.heatMemory', 'memory', MemoryStick)
export const macs = choose('view.heatMacs', 'macs', Flame)
export const time = choose('view.heatTime', 'time', Timer)
export const reuse = choose('view.heatReuse', 'reuse', Recycle)

function choose(id: MenuActionId, choice: HeatChoice, icon: LucideIcon): Action {
  return {
    id,
    icon,
    isChecked: ({ heat }) => heat.choice.value === choice,
    run: ({ heat }) => heat.choose(heat.choice.peek() === choice ? 'off' : choice),
  }
}
