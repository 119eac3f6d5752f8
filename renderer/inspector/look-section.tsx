import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import type { MenuActionId } from '../../core/contract/menu'
import type { NodeMode } from '../../core/doc/document'
import { actions, isEnabled, keyHint, runAction } from '../actions/actions'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { ColourSwatches } from './colour-swatches'

const MODES: readonly (readonly [id: MenuActionId, mode: NodeMode])[] = [
  ['edit.bypass', 'bypassed'],
  ['edit.mute', 'muted'],
]
const ARRANGEMENTS = [
  'arrange.left',
  'arrange.centre',
  'arrange.right',
  'arrange.top',
  'arrange.middle',
  'arrange.bottom',
  'arrange.across',
  'arrange.down',
] as const satisfies readonly MenuActionId[]

/** How nodes take part in a run, and which colour they wear: of one node, or of all that are selected. */
export function LookSection({ nodes }: { readonly nodes: readonly NodeId[] }) {
  const workspace = useWorkspace()
  const { document } = workspace.store
  const common = useMemo(
    () =>
      computed(() => {
        const [first, ...others] = nodes.map((node) => document.value.nodes.get(node)?.mode)
        return others.every((mode) => mode === first) ? first : undefined
      }),
    [nodes],
  )
  return (
    <div class="look" role="group" aria-label={words.inspector.look}>
      {MODES.map(([id, mode]) => (
        <IconButton
          key={id}
          icon={actions[id].icon}
          size={15}
          label={words.menu.items[id]}
          {...hintOf(keyHint(id, workspace))}
          pressed={common.value === mode}
          testId={`look-${id}`}
          onClick={() => runAction(id, workspace)}
        />
      ))}
      <ColourSwatches nodes={nodes} />
    </div>
  )
}

/** Buttons that put what is selected in line. */
export function ArrangeButtons() {
  const workspace = useWorkspace()
  return (
    <div class="look" role="group" aria-label={words.inspector.arrange}>
      {ARRANGEMENTS.map((id) => (
        <IconButton
          key={id}
          icon={actions[id].icon}
          size={15}
          label={words.menu.items[id]}
          testId={`look-${id}`}
          disabled={!isEnabled(actions[id], workspace)}
          onClick={() => runAction(id, workspace)}
        />
      ))}
    </div>
  )
}

function hintOf(hint: string | undefined): { readonly hint?: string } {
  return hint === undefined ? {} : { hint }
}
