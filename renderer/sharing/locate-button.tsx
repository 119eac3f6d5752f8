import { FolderSearch } from 'lucide-preact'
import { isStandIn } from '../../core/compile/stand-ins'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

/** Beside a problem that a file would solve: asks for that file. */
export function LocateButton({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const { session } = useWorkspace()
  if (!isStandIn(diagnostic)) return null
  return (
    <div class="repairs">
      <button type="button" class="repair best" onClick={() => void session.locate().catch(reportError)}>
        <FolderSearch size={13} aria-hidden="true" />
        {words.sharing.locate}
      </button>
    </div>
  )
}
