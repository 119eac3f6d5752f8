let last = 0

/** A name for one drag: edits under the same name are one undo step. */
export function newGesture(): string {
  return `gesture-${++last}`
}
