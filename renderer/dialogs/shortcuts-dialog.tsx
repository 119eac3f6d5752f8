import { useState } from 'preact/hooks'
import { menu, type MenuActionId } from '../../core/contract/menu'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import { ShortcutRow } from './shortcut-row'

/** Every action with its key, which can be changed here, and what the pointer does. */
export function ShortcutsDialog() {
  const { dialogs, keymap } = useWorkspace()
  /** The action whose key is being chosen. */
  const [changing, setChanging] = useState<MenuActionId | null>(null)
  return (
    <Dialog title={words.dialogs.shortcuts.title} onClose={() => dialogs.close()} wide>
      <div class="shortcut-scroll">
        <div class="shortcut-columns">
          {menu.map(({ id: group, items }) => (
            <section key={group}>
              <h3>{words.menu.groups[group]}</h3>
              <ul>
                {items.map(({ id }) => (
                  <ShortcutRow
                    key={id}
                    id={id}
                    isChanging={id === changing}
                    change={() => setChanging(id)}
                    done={() => setChanging((current) => (current === id ? null : current))}
                  />
                ))}
              </ul>
            </section>
          ))}
          <section>
            <h3>{words.dialogs.shortcuts.onCanvas}</h3>
            <dl>
              {words.dialogs.shortcuts.gestures.map(([what, how]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>{how}</dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </div>
      <DialogButtons>
        <button
          type="button"
          class="button"
          disabled={keymap.own.value.size === 0}
          onClick={() => keymap.change(new Map())}
        >
          {words.dialogs.shortcuts.resetAll}
        </button>
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          {words.dialogs.close}
        </button>
      </DialogButtons>
    </Dialog>
  )
}
