import { Workflow } from 'lucide-preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Sha256 } from '../../core/base/ids'
import type { JournalState } from '../../core/journal/read-journal'
import { useWorkspace } from '../app/workspace'
import { usePictureUrl } from '../gallery/use-picture-url'
import { words } from '../text/words'
import type { Offer } from './recovery'

interface Props {
  readonly offer: Offer
  readonly now: number
  readonly onOpen: (state: JournalState) => void
  readonly onDiscard: () => void
}

export function OfferRow({ offer, now, onOpen, onDiscard }: Props) {
  const { name, latest, earlier, loss } = offer.journal
  const [chosen, choose] = useState(latest)
  const [isAsking, ask] = useState(false)
  const discard = useRef<HTMLButtonElement>(null)
  const wasAsked = useRef(false)
  useEffect(() => {
    if (!isAsking && wasAsked.current) discard.current?.focus()
    wasAsked.current = isAsking
  }, [isAsking])
  return (
    <li class="recovery-row">
      <StatePicture name={chosen.thumbnail} class="recovery-picture" />
      <div class="recovery-about">
        <strong>{name}</strong>
        <span class="muted">
          {words.journal.changed(words.gallery.when(latest.time, now), latest.unsaved)}
        </span>
        {loss !== null && <span class="recovery-loss">{loss}</span>}
        {earlier.length > 0 && (
          <States name={name} states={[latest, ...earlier]} chosen={chosen} onChoose={choose} />
        )}
      </div>
      {isAsking ? (
        <Sure name={name} onDiscard={onDiscard} onKeep={() => ask(false)} />
      ) : (
        <div class="recovery-acts">
          <button
            type="button"
            class="button primary"
            aria-label={words.journal.openOf(name)}
            onClick={() => onOpen(chosen)}
          >
            {words.journal.open}
          </button>
          <button
            type="button"
            class="button"
            ref={discard}
            aria-label={words.journal.discardOf(name)}
            onClick={() => ask(true)}
          >
            {words.journal.discard}
          </button>
        </div>
      )}
    </li>
  )
}

interface SureProps {
  readonly name: string
  readonly onDiscard: () => void
  readonly onKeep: () => void
}

/** In the place of the buttons that led here, whose focus it takes. */
function Sure({ name, onDiscard, onKeep }: SureProps) {
  const keep = useRef<HTMLButtonElement>(null)
  const question = words.journal.sure(name)
  useEffect(() => keep.current?.focus(), [])
  return (
    <div class="recovery-acts" role="group" aria-label={question}>
      <span>{question}</span>
      <button type="button" class="button" onClick={onDiscard}>
        {words.journal.discardNow}
      </button>
      <button type="button" class="button primary" ref={keep} onClick={onKeep}>
        {words.journal.keepIt}
      </button>
    </div>
  )
}

interface StatesProps {
  readonly name: string
  readonly states: readonly JournalState[]
  readonly chosen: JournalState
  readonly onChoose: (state: JournalState) => void
}

/** Which state to open: the browser's own radio buttons, drawn as pictures. */
function States({ name, states, chosen, onChoose }: StatesProps) {
  const group = useId()
  return (
    <fieldset class="recovery-states">
      <legend class="visually-hidden">{words.journal.states(name)}</legend>
      {states.map((state, index) => {
        const time = words.journal.clock(state.time)
        return (
          <label key={index} data-tip={words.journal.stateTip(state.label, state.time)}>
            <input
              type="radio"
              class="visually-hidden"
              name={group}
              checked={state === chosen}
              onChange={() => onChoose(state)}
            />
            <StatePicture name={state.thumbnail} class="recovery-state" />
            <span>{index === 0 ? words.journal.latest : time}</span>
          </label>
        )
      })}
    </fieldset>
  )
}

function StatePicture({ name, class: className }: { readonly name: Sha256 | null; readonly class: string }) {
  const { journal } = useWorkspace()
  const [png, setPng] = useState<Uint8Array | null>(null)
  useEffect(() => {
    let isWanted = true
    setPng(null)
    if (name !== null)
      void journal.recovery
        .picture(name)
        .then((found) => {
          if (isWanted) setPng(found)
        })
        .catch(reportError)
    return () => {
      isWanted = false
    }
  }, [journal, name])
  const url = usePictureUrl(png)
  return (
    <span class={className}>
      {url === null ? <Workflow size={22} aria-hidden="true" /> : <img src={url} alt="" />}
    </span>
  )
}
