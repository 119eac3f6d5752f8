import { TextCursorInput } from 'lucide-preact'
import { menuItem } from '../actions/actions'
import { putReroute } from '../annotations/reroute'
import { selectedInstance } from '../actions/block-actions'
import type { MenuActionId } from '../../core/contract/menu'
import { useWorkspace } from '../app/workspace'
import { ColourSwatches } from '../inspector/colour-swatches'
import { words } from '../text/words'
import { entryFor } from '../toolbar/menu-bar'
import { Menu, type MenuEntry } from '../ui/menu'

const ON_NODES: readonly MenuActionId[] = [
  'edit.duplicate',
  'edit.copy',
  'edit.cut',
  'edit.delete',
  'edit.deleteReconnect',
  'edit.bypass',
  'edit.mute',
  'arrange.frame',
  'view.inspect',
  'view.zoomToSelection',
]
const ON_INSTANCE: readonly MenuActionId[] = ['block.enter', 'block.unlink', 'block.unpack', 'block.make']
const ON_GROUPABLE: readonly MenuActionId[] = ['block.make']
const ON_GROUND: readonly MenuActionId[] = ['edit.paste', 'edit.selectAll', 'view.fit', 'edit.lock']

/** What a right click on the canvas offers: actions of the menu that concern what is there. */
export function CanvasMenu() {
  const workspace = useWorkspace()
  const { contextMenu, selection, nodeSearch } = workspace
  const at = contextMenu.value
  if (!at) return null
  const { nodes, links } = selection.current.value
  const isOnSomething = nodes.size + links.size > 0
  const toEntry = (id: MenuActionId): MenuEntry => entryFor({ ...menuItem(id), id }, workspace)
  const rename: MenuEntry = {
    label: words.canvas.rename,
    icon: TextCursorInput,
    run: () => (workspace.renameAsked.value = true),
  }
  const isInstance = selectedInstance(workspace) !== null
  const isInside = workspace.scope.path.value.length > 0
  const [wire] = links
  const isOneWire = nodes.size === 0 && links.size === 1 && wire !== undefined
  const reroute: MenuEntry = {
    ...toEntry('arrange.reroute'),
    run() {
      const place = workspace.view.value?.toGraph(at.x, at.y)
      if (isOneWire && place) putReroute(workspace, wire, place)
    },
  }
  const add = toEntry('edit.addNode')
  const entries = isOnSomething
    ? [
        ...(nodes.size === 1 ? [rename] : []),
        ...(isOneWire ? [reroute] : []),
        ...(isInstance ? ON_INSTANCE : nodes.size > 0 ? ON_GROUPABLE : []).map(toEntry),
        ...ON_NODES.map(toEntry),
      ]
    : [
        { ...add, run: () => (nodeSearch.value = { at, wire: null }) },
        ...ON_GROUND.map(toEntry),
        ...(isInside ? [toEntry('block.leave')] : []),
      ]
  const close = (): void => void (contextMenu.value = null)
  return (
    <Menu label={words.canvas.menu} at={at} entries={entries} onClose={close}>
      {nodes.size > 0 && <ColourSwatches isMenu nodes={[...nodes]} onChosen={close} />}
    </Menu>
  )
}
