import { Ban, Check } from 'lucide-preact'
import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import { NODE_COLORS, type NodeColor } from '../../core/doc/document'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

const CHOICES: readonly (NodeColor | null)[] = [null, ...NODE_COLORS]

interface Props {
  readonly nodes: readonly NodeId[]
  readonly onChosen?: () => void
  /** In a menu the swatches are its items. */
  readonly isMenu?: boolean
}

/** The colours that nodes can wear, by name, and none; the one that all of them wear is marked. */
export function ColourSwatches({ nodes, onChosen, isMenu = false }: Props) {
  const { store, edit } = useWorkspace()
  const common = useMemo(
    () =>
      computed(() => {
        const worn = new Set(nodes.map((id) => store.document.value.nodes.get(id)?.color ?? null))
        const [color] = worn
        return worn.size === 1 ? color : undefined
      }),
    [nodes],
  )
  return (
    <div class="swatches" role="group" aria-label={words.inspector.colour}>
      {CHOICES.map((color) => {
        const isWorn = common.value === color
        const name = color === null ? words.inspector.noColour : words.inspector.colors[color]
        const Icon = isWorn ? Check : color === null ? Ban : null
        return (
          <button
            key={name}
            type="button"
            class="swatch"
            aria-label={name}
            {...(isMenu ? { role: 'menuitemradio', 'aria-checked': isWorn } : { 'aria-pressed': isWorn })}
            data-tip={name}
            data-testid={`color-${color ?? 'none'}`}
            style={color === null ? {} : { '--swatch': `var(--mark-${color})` }}
            onClick={() => {
              onChosen?.()
              edit({ type: 'node/color', nodes, color })
            }}
          >
            {Icon && <Icon size={13} aria-hidden="true" />}
          </button>
        )
      })}
    </div>
  )
}
