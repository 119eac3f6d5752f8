import { menu, type MenuItem } from '../../core/contract/menu'
import { describeKey, isMacPlatform } from '../actions/keys'
import { useWorkspace } from '../app/workspace'
import { Dialog, DialogButtons } from '../ui/dialog'

const POINTER: readonly (readonly [what: string, how: string])[] = [
  ['Add a node here', 'Double click, Space'],
  ['Move the view', 'Drag the ground, middle button, Space + drag'],
  ['Zoom', 'Wheel, pinch'],
  ['Select several', 'Shift or Ctrl + drag, Shift + click'],
  ['Take a wire off', 'Drag its end at an input'],
  ['Add a node to a wire', 'Drop the wire on the ground'],
  ['Change a number', 'Drag it sideways, arrow keys, Shift is faster'],
  ['Give up a drag', 'Esc'],
]

export function ShortcutsDialog() {
  const { dialogs } = useWorkspace()
  const isMac = isMacPlatform(navigator)
  const groups = menu.map(({ label, items }) => ({
    label,
    rows: items.flatMap((item: MenuItem) =>
      item.accelerator === undefined ? [] : [[item.label, describeKey(item.accelerator, isMac)] as const],
    ),
  }))
  return (
    <Dialog title="Keys and gestures" onClose={() => dialogs.close()} wide>
      <div class="shortcut-columns">
        {groups.map(({ label, rows }) => (
          <Section key={label} title={label} rows={rows} />
        ))}
        <Section title="On the canvas" rows={POINTER} isProse />
      </div>
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          Close
        </button>
      </DialogButtons>
    </Dialog>
  )
}

interface SectionProps {
  readonly title: string
  readonly rows: readonly (readonly [what: string, how: string])[]
  readonly isProse?: boolean
}

function Section({ title, rows, isProse = false }: SectionProps) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(([what, how]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{isProse ? how : <kbd>{how}</kbd>}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
