import { useMemo } from 'preact/hooks'
import { imagesOf } from '../../core/file/expected'
import { readPng } from '../../core/image/png'
import { tileImages } from '../../core/image/tile'
import { useWorkspace } from '../app/workspace'
import { ThreePictures } from '../diff/diff-pictures-view'
import { differenceOf, type ComparedPictures } from '../diff/picture-difference'
import { gridOf } from '../state/pictures'
import { titleInRun } from '../state/node-words'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import type { Reproduced } from './reproduction'

/** The picture that the file was saved with, the present one, and what lies between them. */
export function ReproductionDialog() {
  const { dialogs, reproduction, whole } = useWorkspace()
  const shown = reproduction.shown.value
  const pictures = useMemo(() => shown && comparedOf(shown), [shown])
  const node = shown?.result.kind === 'differs' ? shown.result.node : null
  return (
    <Dialog title={words.sharing.compareTitle} onClose={() => dialogs.close()} wide>
      {shown && (
        <p>
          {node !== null && `${titleInRun(whole.document.value, node)}: `}
          {words.sharing.savedBy(shown.expected.appVersion, words.engine.backends[shown.expected.backend])}
        </p>
      )}
      {pictures ? (
        <ThreePictures
          pictures={pictures}
          captions={{ before: words.sharing.saved, after: words.sharing.now }}
        />
      ) : (
        // The graph was edited, or its engine was lost, while the dialog stood open.
        <p>{words.diff.stale}</p>
      )}
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          {words.dialogs.close}
        </button>
      </DialogButtons>
    </Dialog>
  )
}

/** Of the output that is farthest away: as many samples as the file has pictures of. */
function comparedOf({ expected, report, result }: Reproduced): ComparedPictures | null {
  if (result.kind !== 'differs') return null
  const wanted = expected.pictures.find(({ node }) => node === result.node)
  const found = report.pictures.find(({ node }) => node === result.node)
  if (!wanted || !found) return null
  const saved = wanted.pngs.flatMap((png) => {
    const read = readPng(png)
    return read.ok ? [read.value] : []
  })
  const now = imagesOf(found).slice(0, Math.max(1, saved.length))
  if (saved.length === 0 || now.length === 0) return null
  return differenceOf(
    tileImages(saved, gridOf(saved.length).columns),
    tileImages(now, gridOf(now.length).columns),
  )
}
