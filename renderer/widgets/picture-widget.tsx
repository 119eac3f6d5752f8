import { ImageUp, X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import { anyPictureToPng } from '../files/png'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import type { WidgetProps } from './widget'

/** Pictures chosen in this window, by hash: the engine keeps the bytes, this only shows them. */
const thumbnails = new Map<string, string>()

export function PictureWidget({ id, value, problemId, change, complain }: WidgetProps<'picture'>) {
  const { host, live, notices } = useWorkspace()
  const [isBusy, setBusy] = useState(false)

  async function choose(): Promise<void> {
    const opened = await host.openFile('picture')
    if (!opened.ok) {
      notices.show({ tone: 'error', message: opened.error.message, nextStep: opened.error.nextStep })
      return
    }
    if (!opened.value) return
    const { name, bytes } = opened.value
    const png = await anyPictureToPng(bytes)
    if (!png) {
      complain(words.params.unreadablePicture(name))
      return
    }
    // The bytes move to the engine, so what is shown is made before they go.
    const url = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: 'image/png' }))
    const put = await live.putPicture(name, png)
    if (!put.ok) {
      complain(put.error[0]?.message ?? words.params.unusablePicture(name))
      return
    }
    thumbnails.set(put.value.sha256, url)
    complain(null)
    change(put.value)
  }

  function start(): void {
    setBusy(true)
    void choose()
      .catch(reportError)
      .finally(() => setBusy(false))
  }

  const thumbnail = value && thumbnails.get(value.sha256)
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
