/** A picture of any kind the browser knows becomes one that a graph can name: its pixels go to the engine as PNG. */
import { fail, ok, type Result } from '../../core/base/result'
import type { Sha256 } from '../../core/base/ids'
import type { PictureRef } from '../../core/nodedef/params'
import type { Intake } from '../engine/intake'
import { words } from '../text/words'
import { anyPictureToPng } from './png'

export interface PictureProblem {
  readonly message: string
  readonly nextStep?: string
}

/** Pictures taken in this window, as addresses that the page can show: the engine keeps the bytes. */
const shown = new Map<Sha256, string>()

export function shownPicture({ sha256 }: PictureRef): string | undefined {
  return shown.get(sha256)
}

export async function takePicture(
  intake: Pick<Intake, 'putPicture'>,
  name: string,
  bytes: Uint8Array,
): Promise<Result<PictureRef, PictureProblem>> {
  const png = await anyPictureToPng(bytes)
  if (!png) return fail({ message: words.drops.unreadable(name), nextStep: words.drops.unreadableStep })
  // The bytes move to the engine, so what is shown is made before they go.
  const url = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: 'image/png' }))
  const put = await intake.putPicture(name, png)
  if (!put.ok) {
    URL.revokeObjectURL(url)
    const [first] = put.error
    const nextStep = first?.nextStep
    return fail({
      message: first?.message ?? words.drops.unusable(name),
      ...(nextStep === undefined ? {} : { nextStep }),
    })
  }
  shown.set(put.value.sha256, url)
  return ok(put.value)
}
