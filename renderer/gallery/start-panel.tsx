import { useEffect } from 'preact/hooks'
import type { MenuActionId } from '../../core/contract/menu'
import { actions, runAction, titleOf } from '../actions/actions'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { RecentCard } from './card'

const WAYS: readonly MenuActionId[] = ['edit.addNode', 'file.open', 'file.examples']
const MOST_FILES = 4

/** Lies on an empty canvas: what one can begin with. The canvas stays within reach all around it. */
export function StartPanel() {
  const workspace = useWorkspace()
  const { recent } = workspace
  useEffect(() => void recent.refresh().catch(reportError), [recent])
  const files = (recent.files.value ?? []).filter(({ isMissing }) => !isMissing).slice(0, MOST_FILES)
  return (
    <section class="start-panel" aria-labelledby="start-title">
      <h2 id="start-title">{words.gallery.start}</h2>
      <div class="start-ways">
        {WAYS.map((id) => {
          const Icon = actions[id].icon
          return (
            <button
              key={id}
              type="button"
              class="button"
              data-testid={`start-${id}`}
              onClick={() => runAction(id, workspace)}
            >
              <Icon size={15} aria-hidden="true" />
              {titleOf(actions[id], workspace)}
            </button>
          )
        })}
      </div>
      {files.length > 0 && (
        <>
          <h3>{words.gallery.recent}</h3>
          <ul class="gallery-grid">
            {files.map((file) => (
              <RecentCard
                key={file.id}
                file={file}
                now={Date.now()}
                isActive
                onFocus={() => undefined}
                onOpen={() => void recent.open(file).catch(reportError)}
              />
            ))}
          </ul>
        </>
      )}
      <p class="muted">{words.gallery.hint}</p>
    </section>
  )
}
