import type { Dialogs } from '../state/dialogs'
import type { Recovery } from './recovery'

/** Does what was asked for in the dialog, and closes it, shown or not by then, when there is nothing more to offer. */
export async function actOnOffers(
  { offers }: Pick<Recovery, 'offers'>,
  dialogs: Pick<Dialogs, 'close'>,
  work: () => Promise<void>,
): Promise<void> {
  await work()
  if (offers.peek().length === 0) dialogs.close('recovery')
}
