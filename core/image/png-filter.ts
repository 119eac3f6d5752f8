/**
 * PNG's row filters: a row is stored as its difference from what its neighbours predict.
 * https://www.w3.org/TR/png-3/, section 9.
 */
export const FILTERS = [0, 1, 2, 3, 4] as const
export type Filter = (typeof FILTERS)[number]

export function isFilter(value: number | undefined): value is Filter {
  return value !== undefined && value >= 0 && value <= 4
}

/** What a byte is predicted to be from the bytes to its left, above and above left (0 outside). */
export function predict(filter: Filter, left: number, above: number, aboveLeft: number): number {
  switch (filter) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return above
    case 3:
      return (left + above) >> 1
    case 4:
      return paeth(left, above, aboveLeft)
  }
}

/** The neighbour closest to left + above - aboveLeft; ties go in that order. */
function paeth(left: number, above: number, aboveLeft: number): number {
  const toLeft = Math.abs(above - aboveLeft)
  const toAbove = Math.abs(left - aboveLeft)
  const toAboveLeft = Math.abs(left + above - 2 * aboveLeft)
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left
  return toAbove <= toAboveLeft ? above : aboveLeft
}
