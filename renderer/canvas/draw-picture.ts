import { words } from '../text/words'
import type { CanvasTheme } from './canvas-theme'
import type { Box } from './layout'
import type { Pen } from './pen'

/** Draws a picture as large as the box holds it, pixels unsmoothed when enlarged; a hint where there is none yet. */
export function drawPicture(ctx: Pen, theme: CanvasTheme, box: Box, picture: CanvasImageSource | null): void {
  ctx.save()
  ctx.beginPath()
  ctx.roundRect(box.x, box.y, box.width, box.height, 5)
  ctx.clip()
  ctx.fillStyle = theme.well
  ctx.fillRect(box.x, box.y, box.width, box.height)
  if (
    picture &&
    'width' in picture &&
    typeof picture.width === 'number' &&
    typeof picture.height === 'number'
  ) {
    const zoom = Math.min(box.width / picture.width, box.height / picture.height)
    const width = picture.width * zoom
    const height = picture.height * zoom
    ctx.imageSmoothingEnabled = zoom < 1
    ctx.imageSmoothingQuality = 'high'
    ctx.drawImage(picture, box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)
  } else {
    ctx.font = `11px ${theme.fontFamily}`
    ctx.fillStyle = theme.muted
    ctx.textAlign = 'center'
    ctx.textBaseline = 'middle'
    ctx.fillText(words.canvas.noPicture, box.x + box.width / 2, box.y + box.height / 2)
  }
  ctx.restore()
}
