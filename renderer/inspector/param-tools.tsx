import { Copy, EllipsisVertical, PanelTopClose, PanelTopOpen, Pin, PinOff, RotateCcw } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import { formatPort, type NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { useWorkspace } from '../app/workspace'
import type { Point } from '../canvas/wire-path'
import { pinCommand } from '../edit/pin'
import { demoteCommand, knobOf, promoteCommand } from '../scope/face'
import { words } from '../text/words'
import { copyText } from '../ui/copy-text'
import { Menu } from '../ui/menu'

interface Props {
  readonly record: NodeRecord
  readonly definition: NodeDefinition
  readonly name: string
  readonly label: string
  readonly isDefault: boolean
  readonly reset: () => void
}

/**
 * What can be done with a parameter besides setting it. The menu has all of it and is the row's only tab stop; the
 * buttons before it are short cuts for the pointer.
 */
export function ParamTools({ record, definition, name, label, isDefault, reset }: Props) {
  const workspace = useWorkspace()
  const { edit, scope } = workspace
  const block = scope.block.value
  const knob = block && knobOf(block, record.id, name)
  const promotable = definition.role !== 'annotation'
  // What a block has on its face, every instance has.
  const canPin = definition.role !== 'block' && promotable
  const [at, setAt] = useState<Point | null>(null)
  const more = useRef<HTMLButtonElement>(null)
  const isPinned = record.pinned?.includes(name) === true
  const togglePin = (): void => void edit(pinCommand(record, definition, name))
  const pinLabel = isPinned ? words.params.unpin(label) : words.params.pin(label)

  function close(): void {
    setAt(null)
    more.current?.focus()
  }

  function open(): void {
    const box = more.current?.getBoundingClientRect()
    if (box) setAt({ x: box.left, y: box.bottom + 2 })
  }

  return (
    <span class="param-tools">
      {!isDefault && (
        <button
          type="button"
          class="icon-button always"
          tabIndex={-1}
          aria-label={words.params.reset(label)}
          data-tip={words.params.reset(label)}
          onClick={() => {
            reset()
            // The button goes with what it reset; the focus stays in the row.
            more.current?.focus()
          }}
        >
          <RotateCcw size={13} aria-hidden="true" />
        </button>
      )}
      {canPin && (
        <button
          type="button"
          class={isPinned ? 'icon-button always' : 'icon-button'}
          tabIndex={-1}
          aria-pressed={isPinned}
          aria-label={words.params.pin(label)}
          data-tip={pinLabel}
          onClick={togglePin}
        >
          <Pin size={13} aria-hidden="true" />
        </button>
      )}
      <button
        ref={more}
        type="button"
        class="icon-button"
        aria-haspopup="menu"
        aria-expanded={at !== null}
        aria-label={words.params.more(label)}
        data-tip={words.params.more(label)}
        data-menu-owner
        onClick={() => (at ? close() : open())}
      >
        <EllipsisVertical size={13} aria-hidden="true" />
      </button>
      {at && (
        <Menu
          label={words.params.more(label)}
          at={at}
          onClose={close}
          entries={[
            { label: words.params.resetEntry, icon: RotateCcw, disabled: isDefault, run: reset },
            ...(canPin
              ? [
                  {
                    label: isPinned ? words.params.unpinEntry : words.params.pinEntry,
                    icon: isPinned ? PinOff : Pin,
                    run: togglePin,
                  },
                ]
              : []),
            ...(block && promotable
              ? [
                  knob
                    ? {
                        label: words.scope.demote,
                        icon: PanelTopClose,
                        run: () => void edit(demoteCommand(block, record.id, name)),
                      }
                    : {
                        label: words.scope.promote,
                        icon: PanelTopOpen,
                        run: () => void edit(promoteCommand(block, record, name, label)),
                      },
                ]
              : []),
            {
              label: words.params.copyEntry,
              icon: Copy,
              // What `--set` takes before the equals sign is written like a port.
              run: () =>
                void copyText(formatPort({ node: record.id, port: name }), workspace).catch(reportError),
            },
          ]}
        />
      )}
    </span>
  )
}
