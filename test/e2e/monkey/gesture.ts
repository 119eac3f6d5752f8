import type { Hand } from './hand'
import type { PageState } from './page-state'

/** Does something, and says what; null when there is nothing to do it with. */
export type Gesture = (hand: Hand, state: PageState) => Promise<string | null>
