import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { required } from '../../core/base/assert'
import { menu, type MenuItem } from '../../core/contract/menu'
import { actions, isEnabled, keyHint, runAction, titleOf } from '../actions/actions'
import { useWorkspace, type Workspace } from '../app/workspace'
import { words } from '../text/words'
import { SearchList } from '../ui/search-list'
import { rankActions, type PaletteEntry } from './rank-actions'

/** Every action of the window by its name: searched, shown with its key, run by Enter. */
export function CommandPalette() {
  return useWorkspace().commandPalette.isOpen.value ? <OpenPalette /> : null
}

function OpenPalette() {
  const workspace = useWorkspace()
  const { isOpen, recent, noteUse } = workspace.commandPalette
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)
  const found = rankActions(entriesOf(workspace), query, recent.value)
  const current = Math.min(active, found.length - 1)

  useLayoutEffect(() => {
    before.current = document.activeElement
    field.current?.focus()
  }, [])

  function close(): void {
    isOpen.value = false
    if (before.current instanceof HTMLElement && before.current !== document.body) before.current.focus()
    else workspace.view.value?.focus()
  }

  function choose(entry: PaletteEntry | undefined): void {
    if (!entry?.isEnabled) return
    noteUse(entry.id)
    // An action may ask for what has the focus, or take it: the palette must be gone by then.
    close()
    runAction(entry.id, workspace)
  }

  return (
    <div
      class="search-popup command-palette"
      role="dialog"
      aria-label={words.commands.title}
      ref={box}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && box.current?.contains(relatedTarget)) return
        isOpen.value = false
      }}
    >
      <SearchList
        id="command-palette"
        label={words.commands.field}
        listLabel={words.commands.list}
        placeholder={words.commands.placeholder}
        empty={words.commands.empty}
        query={query}
        items={found}
        active={current}
        keyOf={({ id }) => id}
        isDisabled={(entry) => !entry.isEnabled}
        field={field}
        closesOnTab
        row={(entry) => <Row entry={entry} workspace={workspace} />}
        onQuery={(next) => {
          setQuery(next)
          setActive(0)
        }}
        onMove={(step) => setActive((current + step + found.length) % Math.max(found.length, 1))}
        onPoint={setActive}
        onEnter={() => choose(found[current])}
        onPick={(index) => choose(required(found[index], 'the picked command'))}
        onClose={close}
      />
    </div>
  )
}

function Row({ entry, workspace }: { readonly entry: PaletteEntry; readonly workspace: Workspace }) {
  const action = actions[entry.id]
  const Icon = action.icon
  const reason = entry.isEnabled ? undefined : action.whyDisabled?.(workspace)
  return (
    <>
      <span class="menu-icon">
        <Icon size={15} aria-hidden="true" />
      </span>
      <span class="option-title">{entry.title}</span>
      <span class="option-category">{reason ?? entry.group}</span>
      <kbd>{keyHint(entry.id, workspace)}</kbd>
    </>
  )
}

function entriesOf(workspace: Workspace): readonly PaletteEntry[] {
  return menu.flatMap(({ id: group, items }) =>
    items
      .filter(({ id }) => id !== 'view.commands')
      .filter((item: MenuItem) => item.desktopOnly !== true || workspace.host.kind === 'desktop')
      .map(({ id }) => ({
        id,
        title: titleOf(actions[id], workspace),
        group: words.menu.groups[group],
        isEnabled: isEnabled(actions[id], workspace),
      })),
  )
}
