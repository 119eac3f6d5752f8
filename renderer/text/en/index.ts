import { view } from './view'

/**
 * English: the complete table, one file per room of the window. A sentence with values in it is a function, so that a
 * translation may put them in its own order.
 */
export const english = {
  view,
}
