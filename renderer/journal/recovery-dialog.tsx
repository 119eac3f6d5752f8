import { useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import { actOnOffers } from './act-on-offers'
import { OfferRow } from './offer-row'
import type { Offer } from './recovery'

/** What was kept of graphs that were not saved. Closing it keeps what is left for later. */
export function RecoveryDialog({ isEarlier }: { readonly isEarlier: boolean }) {
  const { dialogs, journal } = useWorkspace()
  const { recovery } = journal
  const [now] = useState(() => Date.now())
  const offers = recovery.offers.value

  const act = (work: () => Promise<void>): void =>
    void actOnOffers(recovery, dialogs, work).catch(reportError)

  const open = (offer: Offer, state: Offer['journal']['latest']): void =>
    act(() => recovery.open(offer, state))
  return (
    <Dialog
      title={isEarlier ? words.journal.earlierTitle : words.journal.title}
      onClose={() => dialogs.close()}
      wide
    >
      <p class="muted">{isEarlier ? words.journal.earlierText : words.journal.text}</p>
      <ul class="recovery-list">
        {offers.map((offer) => (
          <OfferRow
            key={offer.id}
            offer={offer}
            now={now}
            onOpen={(state) => open(offer, state)}
            onDiscard={() => act(() => recovery.discard(offer))}
          />
        ))}
      </ul>
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => dialogs.close()}>
          {isEarlier ? words.journal.close : words.journal.keep}
        </button>
        {offers.length > 1 && !isEarlier && (
          <button type="button" class="button primary" onClick={() => act(() => recovery.openAll())}>
            {words.journal.openAll}
          </button>
        )}
      </DialogButtons>
    </Dialog>
  )
}
