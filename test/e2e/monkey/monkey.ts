import type { Page } from '@playwright/test'
import { createRandom } from '../../../core/base/random'
import { pick } from '../../helpers/pick'
import { canvasGestures } from './canvas-gestures'
import type { Gesture } from './gesture'
import { createHand } from './hand'
import { overlayGestures } from './overlay-gestures'
import { readState, type PageState } from './page-state'
import { windowGestures } from './window-gestures'

/** With more nodes than this a graph is thinned out, so that runs stay short. */
const MOST_NODES = 40

const gestures: readonly Gesture[] = [...canvasGestures, ...windowGestures].flatMap(([weight, gesture]) =>
  new Array<Gesture>(weight).fill(gesture),
)

/** Does `count` random things with mouse and keys, and tells each; the same ones for the same seed. */
export async function letLoose(
  page: Page,
  seed: number,
  count: number,
  tell: (done: string) => void,
): Promise<void> {
  const random = createRandom(seed)
  const hand = createHand(page, random)

  async function act(state: PageState): Promise<string | null> {
    if (state.overlay) return overlayGestures[state.overlay](hand, state)
    if (state.isLocked && random.uniform() < 0.2) return unlock()
    if (state.nodeCount > MOST_NODES) return thin()
    return pick(gestures, random)(hand, state)
  }

  async function unlock(): Promise<string | null> {
    const button = await hand.target('[data-testid="lock-sign"] button')
    if (button) await hand.click(button)
    return button && 'unlock'
  }

  async function thin(): Promise<string> {
    await unlock()
    await hand.press(
      'Control+Shift+o',
      'Home',
      ...new Array<string>(MOST_NODES / 2).fill('Shift+ArrowDown'),
      'Delete',
    )
    return 'delete many'
  }

  for (let done = 0; done < count;) {
    const what = await act(await readState(page))
    if (what === null) continue
    tell(`${++done} ${what}`)
  }
}
