import { LoaderCircle } from 'lucide-preact'
import type { MenuActionId } from '../../core/contract/menu'
import { actions, isEnabled, keyHint, runAction, titleOf } from '../actions/actions'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { useLate } from '../ui/use-late'
import { MenuBar } from './menu-bar'

const GROUPS: readonly (readonly MenuActionId[])[] = [
  ['file.new', 'file.open', 'file.examples', 'file.save'],
  ['edit.undo', 'edit.redo'],
  ['edit.addNode', 'edit.duplicate', 'edit.delete'],
  ['view.zoomOut', 'view.zoomIn', 'view.fit'],
]

/** The most used actions at hand, the document's name, and the way out: export. */
export function Toolbar() {
  const workspace = useWorkspace()
  const { host } = workspace
  return (
    <header class="toolbar">
      {!host.hasNativeMenu && <MenuBar />}
      <div class="toolbar-groups" role="toolbar" aria-label={words.app.toolbar}>
        {GROUPS.map((ids) => (
          <div key={ids[0]} class="toolbar-group">
            {ids.map((id) => (
              <ActionButton key={id} id={id} />
            ))}
          </div>
        ))}
      </div>
      <DocumentName />
      <div class="toolbar-end">
        <ActionButton id="view.settings" />
        <ActionButton id="file.exportPicture" />
        <button
          type="button"
          class="button primary"
          disabled={!isEnabled(actions['file.exportOnnx'], workspace)}
          onClick={() => runAction('file.exportOnnx', workspace)}
        >
          {words.app.exportOnnx}
        </button>
      </div>
    </header>
  )
}

function ActionButton({ id }: { readonly id: MenuActionId }) {
  const workspace = useWorkspace()
  const action = actions[id]
  const hint = keyHint(id, workspace)
  return (
    <IconButton
      icon={action.icon}
      label={titleOf(action, workspace)}
      disabled={!isEnabled(action, workspace)}
      testId={id}
      onClick={() => runAction(id, workspace)}
      {...(hint === undefined ? {} : { hint })}
    />
  )
}

function DocumentName() {
  const { session, documents } = useWorkspace()
  const { name, isSaved } = documents.active.value
  const busy = useLate(session.busy.value)
  return (
    <div class="document-name" aria-live="polite">
      {busy === null ? (
        <>
          <span class="document-title" data-testid="document-name">
            {name.value}
          </span>
          {!isSaved.value && (
            <span class="unsaved" role="img" data-tip={words.app.unsavedTip} aria-label={words.app.unsaved} />
          )}
        </>
      ) : (
        <>
          <LoaderCircle size={15} class="spin" aria-hidden="true" /> {words.app.busy(busy)}
        </>
      )}
    </div>
  )
}
