import { RotateCcw, X } from 'lucide-preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { MenuActionId } from '../../core/contract/menu'
import { keyHint } from '../actions/actions'
import { describeKey, isMacPlatform, isPlain, recordKey } from '../actions/keys'
import { useWorkspace } from '../app/workspace'
import { assignKey, ownerOf, resetKey, swapKeys } from '../state/keymap'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'

interface Props {
  readonly id: MenuActionId
  readonly isChanging: boolean
  readonly change: () => void
  readonly done: () => void
}

/** One action and its key. Pressed, it waits for another key; one that is taken can be swapped or taken away. */
export function ShortcutRow({ id, isChanging, change, done }: Props) {
  const workspace = useWorkspace()
  const { keymap } = workspace
  const label = labelOf(id)
  const key = keyHint(id, workspace)
  const button = useRef<HTMLButtonElement>(null)

  function finish(): void {
    done()
    button.current?.focus()
  }

  return (
    <li>
      <div class="shortcut-line" data-action={id}>
        <span>{label}</span>
        <span class="shortcut-key">
          {keymap.own.value.has(id) && (
            <IconButton
              icon={RotateCcw}
              size={13}
              label={words.dialogs.shortcuts.reset(label)}
              onClick={() => {
                keymap.change(resetKey(keymap.own.value, id))
                finish()
              }}
            />
          )}
          <button
            type="button"
            class="key-button"
            ref={button}
            aria-label={words.dialogs.shortcuts.change(label, key)}
            aria-expanded={isChanging}
            onClick={change}
          >
            <kbd>{key ?? '–'}</kbd>
          </button>
        </span>
      </div>
      {isChanging && <KeyRecorder id={id} finish={finish} cancel={done} />}
    </li>
  )
}

interface RecorderProps {
  readonly id: MenuActionId
  readonly finish: () => void
  readonly cancel: () => void
}

function KeyRecorder({ id, finish, cancel }: RecorderProps) {
  const { keymap } = useWorkspace()
  const box = useRef<HTMLDivElement>(null)
  const [pressed, setPressed] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const isMac = isMacPlatform(navigator)
  const owner = pressed === null ? undefined : ownerOf(keymap.keys.value, pressed, id)

  // Before the next key can come.
  useLayoutEffect(() => box.current?.focus(), [])

  function onKeyDown(event: KeyboardEvent): void {
    if (isPlain(event) && event.key === 'Escape') finish()
    // The buttons of this box are reached and pressed as everywhere.
    else if (isPlain(event) && (event.key === 'Tab' || event.target !== box.current)) return
    else record(event)
    event.preventDefault()
    event.stopPropagation()
  }

  function record(event: KeyboardEvent): void {
    const recorded = recordKey(event, isMac)
    if (recorded.kind === 'incomplete') return
    setRefusal(recorded.kind === 'refused' ? recorded.reason : null)
    if (recorded.kind === 'refused') return
    if (ownerOf(keymap.keys.value, recorded.accelerator, id) === undefined) {
      keymap.change(assignKey(keymap.own.value, id, recorded.accelerator))
      finish()
    } else setPressed(recorded.accelerator)
  }

  function settle(next: typeof keymap.own.value): void {
    keymap.change(next)
    finish()
  }

  return (
    <div
      class="key-recorder"
      ref={box}
      tabIndex={-1}
      role="group"
      aria-label={words.dialogs.shortcuts.newKey(labelOf(id))}
      data-testid="key-recorder"
      onKeyDown={onKeyDown}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && box.current?.contains(relatedTarget))) cancel()
      }}
    >
      <p role="alert">
        {pressed !== null && owner !== undefined
          ? words.dialogs.shortcuts.taken(describeKey(pressed, isMac), labelOf(owner))
          : (refusal ?? words.dialogs.shortcuts.press)}
      </p>
      <div class="key-choices">
        {pressed !== null && owner !== undefined && (
          <>
            <button
              type="button"
              class="button"
              onClick={() => settle(swapKeys(keymap.own.value, id, pressed))}
            >
              {words.dialogs.shortcuts.swap}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => settle(assignKey(keymap.own.value, id, pressed))}
            >
              {words.dialogs.shortcuts.take}
            </button>
          </>
        )}
        <button type="button" class="button" onClick={() => settle(assignKey(keymap.own.value, id, null))}>
          <X size={13} aria-hidden="true" /> {words.dialogs.shortcuts.none}
        </button>
      </div>
    </div>
  )
}

function labelOf(id: MenuActionId): string {
  return words.menu.items[id].replace(/…$/, '')
}
