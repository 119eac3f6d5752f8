import { Plus, X } from 'lucide-preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useWorkspace, type Workspace } from '../app/workspace'
import type { Point } from '../canvas/wire-path'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { DocumentId, OpenDocument } from './documents'
import { useTabDrag } from './use-tab-drag'

/** The open graphs, once there are several: a click shows one, Delete or the middle button closes it. */
export function TabBar() {
  const workspace = useWorkspace()
  const { documents, session } = workspace
  const list = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<{ readonly id: DocumentId; readonly at: Point } | null>(null)
  const drag = useTabDrag(list, (id, place) => documents.move(id, place))
  const all = documents.all.value
  const active = documents.active.value

  useEffect(() => {
    list.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [active, all.length])
  if (all.length === 1) return null

  function close(id: DocumentId): void {
    void session.close(id).catch(reportError)
  }

  function onKeyDown(event: KeyboardEvent, { id }: OpenDocument): void {
    if (event.ctrlKey || event.metaKey) return
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step !== undefined) {
      if (event.altKey) documents.move(id, Math.max(0, placeOf(workspace, id) + step))
      else documents.showNext(step)
    } else if (event.key === 'Delete') close(id)
    else return
    event.preventDefault()
    event.stopPropagation()
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus())
  }

  return (
    <div class="tab-bar" data-testid="tab-bar">
      <div class="tabs" role="tablist" aria-label={words.documents.tabs} ref={list}>
        {all.map((open) => (
          <Tab
            key={open.id}
            open={open}
            isActive={open === active}
            isDragged={drag.dragged === open.id}
            onClose={() => close(open.id)}
            onKeyDown={(event) => onKeyDown(event, open)}
            onMenu={(at) => setMenu({ id: open.id, at })}
            onGrab={(event) => drag.grab(event, open.id)}
          />
        ))}
      </div>
      <IconButton icon={Plus} label={words.documents.add} onClick={() => session.startNew()} />
      {menu && (
        <Menu
          label={words.documents.tabs}
          at={menu.at}
          onClose={() => setMenu(null)}
          entries={menuOf(menu.id, workspace, close)}
        />
      )}
    </div>
  )
}

interface TabProps {
  readonly open: OpenDocument
  readonly isActive: boolean
  readonly isDragged: boolean
  readonly onClose: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onMenu: (at: Point) => void
  readonly onGrab: (event: PointerEvent) => void
}

function Tab({ open, isActive, isDragged, onClose, onKeyDown, onMenu, onGrab }: TabProps) {
  const { documents } = useWorkspace()
  const name = open.name.value
  const isSaved = open.isSaved.value
  return (
    <div class={`tab${isActive ? ' active' : ''}${isDragged ? ' dragged' : ''}`} role="presentation">
      <button
        type="button"
        role="tab"
        aria-selected={isActive}
        aria-label={words.documents.tab(name, isSaved)}
        tabIndex={isActive ? 0 : -1}
        data-tip={name}
        onClick={() => documents.show(open.id)}
        onPointerDown={onGrab}
        onAuxClick={(event) => {
          if (event.button === 1) onClose()
        }}
        onContextMenu={(event) => {
          event.preventDefault()
          onMenu({ x: event.clientX, y: event.clientY })
        }}
        onKeyDown={onKeyDown}
      >
        <span class="tab-name">{name}</span>
        {!isSaved && <span class="unsaved" aria-hidden="true" />}
      </button>
      {/* By keyboard it is Delete: a tab list may hold nothing but tabs. */}
      <button
        type="button"
        class="tab-close"
        aria-hidden="true"
        tabIndex={-1}
        data-tip={words.documents.close(name)}
        onClick={onClose}
      >
        <X size={13} />
      </button>
    </div>
  )
}

function menuOf(id: DocumentId, { documents, session }: Workspace, close: (id: DocumentId) => void) {
  const { menu } = words.documents
  const place = placeOf({ documents }, id)
  const last = documents.all.peek().length - 1
  return [
    { label: menu.close, run: () => close(id) },
    { label: menu.closeOthers, run: () => void session.closeOthers(id).catch(reportError) },
    {
      label: menu.left,
      separated: true,
      disabled: place === 0,
      run: () => documents.move(id, place - 1),
    },
    { label: menu.right, disabled: place === last, run: () => documents.move(id, place + 1) },
  ]
}

function placeOf({ documents }: Pick<Workspace, 'documents'>, id: DocumentId): number {
  return documents.all.peek().findIndex((open) => open.id === id)
}
