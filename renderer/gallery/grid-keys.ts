/** Where an arrow key leads among cards that lie in rows, whatever their number and the width of the window. */
export interface CardBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Index of the card that a key leads to; null when it leads nowhere or means something else. */
export function nextCard(boxes: readonly CardBox[], from: number, key: string): number | null {
  const here = boxes[from]
  if (!here) return null
  switch (key) {
    case 'ArrowRight':
      return from + 1 < boxes.length ? from + 1 : null
    case 'ArrowLeft':
      return from > 0 ? from - 1 : null
    case 'ArrowDown':
      return inNextRow(boxes, here, 1)
    case 'ArrowUp':
      return inNextRow(boxes, here, -1)
    case 'Home':
      return 0
    case 'End':
      return boxes.length - 1
    default:
      return null
  }
}

/** The card closest to being straight above or below, in the nearest row there. */
function inNextRow(boxes: readonly CardBox[], here: CardBox, direction: 1 | -1): number | null {
  const beyond = boxes.flatMap((box, index) => {
    const distance = (middleY(box) - middleY(here)) * direction
    return distance > Math.min(box.height, here.height) / 2 ? [{ box, index, distance }] : []
  })
  if (beyond.length === 0) return null
  const nearest = Math.min(...beyond.map(({ distance }) => distance))
  const row = beyond.filter(({ distance, box }) => distance < nearest + box.height / 2)
  const best = row.reduce((one, other) => (offset(other.box, here) < offset(one.box, here) ? other : one))
  return best.index
}

function middleY({ top, height }: CardBox): number {
  return top + height / 2
}

function offset(box: CardBox, here: CardBox): number {
  return Math.abs(box.left + box.width / 2 - (here.left + here.width / 2))
}
