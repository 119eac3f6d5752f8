import { useEffect, useState } from 'preact/hooks'
import type { WeightsFolder } from '../../core/contract/weights-folder'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

/** Where graphs find weights that are neither in their file nor beside it. */
export function WeightsFolderSetting() {
  const { weights } = useWorkspace().host
  const [folder, setFolder] = useState<WeightsFolder | null>(null)
  useEffect(() => {
    weights.folder().then(setFolder, reportError)
  }, [])

  function choose(): void {
    weights.choose().then(setFolder, reportError)
  }
  function forget(): void {
    weights.forget().then(() => setFolder(null), reportError)
  }
  return (
    <div class="setting-row" role="group" aria-label={words.sharing.folder}>
      <span>
        {words.sharing.folder}: <b data-testid="weights-folder">{folder?.name ?? words.sharing.noFolder}</b>
        <small class="muted">{weights.isOffered ? words.sharing.folderHint : words.sharing.noFolders}</small>
      </span>
      <span class="setting-buttons">
        {folder && (
          <button type="button" class="button" onClick={forget}>
            {words.sharing.forget}
          </button>
        )}
        <button type="button" class="button" disabled={!weights.isOffered} onClick={choose}>
          {words.sharing.choose}
        </button>
      </span>
    </div>
  )
}
