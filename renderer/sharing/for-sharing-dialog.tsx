import { useMemo, useState } from 'preact/hooks'
import { strip } from '../../core/doc/strip'
import { useWorkspace } from '../app/workspace'
import { ourWords } from '../blocks/our-words'
import { words } from '../text/words'
import { Dialog } from '../ui/dialog'
import { SaveButtons } from '../ui/save-buttons'
import { SwitchRow } from '../ui/switch-row'

/** A copy to give away: what it leaves out is said, with numbers, before anything is written. */
export function ForSharingDialog() {
  const { dialogs, session, whole, root } = useWorkspace()
  const [titles, setTitles] = useState(true)
  const [notes, setNotes] = useState(true)
  const document = whole.document.value
  const { removed } = useMemo(
    () => strip(document, root.registry, { titles: true, notes: true, ours: ourWords }),
    [document, root],
  )
  const say = words.out.share
  const names = [
    ...(removed.projectNames > 0 ? [say.projectName(document.project.name)] : []),
    ...(removed.pictureNames > 0 ? [say.pictureNames(removed.pictureNames), say.besidePixels] : []),
  ]

  function run(): void {
    dialogs.close()
    void session.exportForSharing({ titles, notes }).catch(reportError)
  }

  return (
    <Dialog title={say.title} onClose={() => dialogs.close()}>
      <p>{say.text}</p>
      <ul class="out-list" data-testid="left-out">
        {(names.length > 0 ? names : [say.nothing]).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <SwitchRow label={say.titles} hint={say.titlesHint(removed.titles)} isOn={titles} turn={setTitles} />
      <SwitchRow label={say.notes} hint={say.notesHint(removed.notes)} isOn={notes} turn={setNotes} />
      {removed.unknown > 0 && <p role="note">{say.unknown(removed.unknown)}</p>}
      <p class="muted">{say.same}</p>
      <SaveButtons label={say.run} run={run} cancel={() => dialogs.close()} />
    </Dialog>
  )
}
