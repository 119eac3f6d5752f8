import { useComputed } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

/** What the heat on the canvas says of a node, in words; null without heat. Others' figures do not concern who asks. */
export function useSpokenHeat(node: NodeId): string | null {
  const { heat } = useWorkspace()
  return useComputed(() => {
    const overlay = heat.overlay.value
    const own = overlay?.nodes.get(node)
    return overlay && own ? words.heat.spoken(overlay.measure, own.text) : null
  }).value
}
