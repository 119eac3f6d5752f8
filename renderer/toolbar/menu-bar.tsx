import { useRef, useState } from 'preact/hooks'
import { menu, type MenuActionId, type MenuItem } from '../../core/contract/menu'
import { actions, isEnabled, keyHint, runAction, titleOf } from '../actions/actions'
import { useWorkspace, type Workspace } from '../app/workspace'
import { words } from '../text/words'
import { Menu, type MenuEntry } from '../ui/menu'

/** The application's menu where the system draws none. */
export function MenuBar() {
  const workspace = useWorkspace()
  const [open, setOpen] = useState<number | null>(null)
  const bar = useRef<HTMLDivElement>(null)
  const group = open === null ? undefined : menu[open]

  function placeOf(index: number): { x: number; y: number } {
    const box = bar.current?.children[index]?.getBoundingClientRect()
    return { x: box?.left ?? 0, y: (box?.bottom ?? 0) + 4 }
  }

  function close(): void {
    if (open !== null) bar.current?.querySelectorAll('button')[open]?.focus()
    setOpen(null)
  }

  return (
    <>
      <div class="menu-bar" role="menubar" aria-label={words.app.menuBar} data-menu-owner ref={bar}>
        {menu.map(({ id }, index) => (
          <button
            key={id}
            type="button"
            role="menuitem"
            aria-haspopup="menu"
            aria-expanded={index === open}
            onClick={() => setOpen(index === open ? null : index)}
            onPointerEnter={() => {
              if (open !== null) setOpen(index)
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') setOpen(index)
            }}
          >
            {words.menu.groups[id]}
          </button>
        ))}
      </div>
      {open !== null && group && (
        <Menu
          key={group.id}
          label={words.menu.groups[group.id]}
          at={placeOf(open)}
          entries={group.items
            .filter((item: MenuItem) => item.desktopOnly !== true)
            .map((item) => entryFor(item, workspace))}
          onClose={close}
          onSideways={(step) => setOpen((open + step + menu.length) % menu.length)}
        />
      )}
    </>
  )
}

export function entryFor(item: MenuItem & { readonly id: MenuActionId }, workspace: Workspace): MenuEntry {
  const action = actions[item.id]
  const key = keyHint(item.id, workspace)
  return {
    label: titleOf(action, workspace),
    icon: action.icon,
    disabled: !isEnabled(action, workspace),
    testId: `menu-${item.id}`,
    run: () => runAction(item.id, workspace),
    ...(action.isChecked ? { checked: action.isChecked(workspace) } : {}),
    ...(key === undefined ? {} : { key }),
    ...(item.separated === undefined ? {} : { separated: item.separated }),
  }
}
