import { ImageUp, X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import { shownPicture } from '../files/take-picture'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { choosePicture } from './choose-picture'
import type { WidgetProps } from './widget'

export function PictureWidget({ id, value, problemId, change, complain }: WidgetProps<'picture'>) {
  const workspace = useWorkspace()
  const [isBusy, setBusy] = useState(false)

  function start(): void {
    setBusy(true)
    void choosePicture(workspace, { change, complain })
      .catch(reportError)
      .finally(() => setBusy(false))
  }

  const thumbnail = value && shownPicture(value)
  return (
    <span class="picture-widget">
      {thumbnail && <img src={thumbnail} alt="" />}
      <span class="picture-name">
        {value ? words.params.pictureSize(value.name, value.width, value.height) : words.params.emptyPicture}
      </span>
      <button
        id={id}
        type="button"
        class="button"
        disabled={isBusy}
        aria-label={value ? words.params.replacePicture : words.params.choosePicture}
        aria-describedby={problemId}
        onClick={start}
      >
        <ImageUp size={15} aria-hidden="true" />
        {value ? words.params.replace : words.params.choose}
      </button>
      {value && <IconButton icon={X} label={words.params.removePicture} onClick={() => change(null)} />}
    </span>
  )
}
