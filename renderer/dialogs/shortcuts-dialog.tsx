import { useState } from 'preact/hooks'
import { menu, type MenuActionId } from '../../core/contract/menu'
import { useWorkspace } from '../app/workspace'
import { Dialog, DialogButtons } from '../ui/dialog'
import { ShortcutRow } from './shortcut-row'

const POINTER: readonly (readonly [what: string, how: string])[] = [
  ['Add a node here', 'Double click, Space'],
  ['Move the view', 'Drag the ground, middle button, Space + drag'],
  ['Zoom', 'Wheel, Ctrl + wheel, pinch'],
  ['Move by trackpad or touch', 'Two fingers; one finger on the ground'],
  ['Menu by touch or pen', 'Long press, barrel button'],
  ['Select several', 'Shift or Ctrl + drag, Shift + click'],
  ['Take a wire off', 'Drag its end at an input'],
  ['Add a node to a wire', 'Drop the wire on the ground'],
  ['Change a number', 'Drag it sideways, arrow keys; Shift finely, Ctrl coarsely'],
  ['Work out a number', 'Type 2*256, sqrt(2), 1e-8'],
  ['Give up a drag', 'Esc'],
]

/** Every action with its key, which can be changed here, and what the pointer does. */
export function ShortcutsDialog() {
  const { dialogs, keymap } = useWorkspace()
  /** The action whose key is being chosen. */
  const [changing, setChanging] = useState<MenuActionId | null>(null)
  return (
    <Dialog title="Keys and gestures" onClose={() => dialogs.close()} wide>
      <div class="shortcut-scroll">
        <div class="shortcut-columns">
          {menu.map(({ label, items }) => (
            <section key={label}>
              <h3>{label}</h3>
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
            <h3>On the canvas</h3>
            <dl>
              {POINTER.map(([what, how]) => (
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
          Reset all keys
        </button>
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          Close
        </button>
      </DialogButtons>
    </Dialog>
  )
}
