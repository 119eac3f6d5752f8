import { Search } from 'lucide-preact'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import type { RecentFile } from '../host/recent'
import { scoreOf, wordsOf } from '../search/match'
import type { GallerySection } from '../state/dialogs'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import { RecentCard, TemplateCard } from './card'
import { useCards } from './use-cards'
import { useTemplates } from './use-templates'

/** Everything a graph can begin with: files that were open lately, and templates. `first` stands on top. */
export function GalleryDialog({ first }: { readonly first: GallerySection }) {
  const { dialogs, host, session, recent } = useWorkspace()
  const templates = useTemplates(host)
  const [query, setQuery] = useState('')
  const [now] = useState(() => Date.now())
  useEffect(() => void recent.refresh().catch(reportError), [recent])

  const terms = wordsOf(query)
  const files = (recent.files.value ?? []).filter(({ name, folder }) => fits(terms, name, folder))
  const found = (typeof templates === 'string' ? [] : (templates ?? [])).filter(({ title, summary }) =>
    fits(terms, title, summary),
  )
  const order: readonly GallerySection[] =
    first === 'recent' ? ['recent', 'templates'] : ['templates', 'recent']
  const idsOf = { recent: files.map(({ id }) => id), templates: found.map(({ file }) => file) }
  const ids: readonly string[] = order.flatMap((section) => idsOf[section])
  const cards = useCards(ids, (id) => {
    const file = files.find((known) => known.id === id)
    if (file) forget(file)
  })

  function open(work: () => Promise<void>): void {
    dialogs.close()
    void work().catch(reportError)
  }

  function forget(file: RecentFile): void {
    const at = ids.indexOf(file.id)
    const neighbour = ids[at + 1] ?? ids[at - 1]
    void recent
      .forget(file)
      .then(() => cards.focus(neighbour))
      .catch(reportError)
  }

  function onFieldKey(event: JSX.TargetedKeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'ArrowDown') cards.focus(ids[0])
    else if (event.key === 'Enter') cards.openFirst()
    else return
    event.preventDefault()
  }

  function noteOnRecent(): string | null {
    if (!recent.isKept) return words.gallery.notKept
    if (recent.files.value === null) return words.gallery.looking
    if (recent.files.value.length === 0) return words.gallery.noRecent
    return files.length === 0 ? words.gallery.nothingFound(query) : null
  }

  function noteOnTemplates(): string | null {
    if (templates === null) return words.gallery.looking
    if (typeof templates === 'string') return templates
    return found.length === 0 ? words.gallery.nothingFound(query) : null
  }

  const sections = {
    recent: (
      <Section
        key="recent"
        id="recent"
        note={noteOnRecent()}
        aside={
          files.length > 0 && (
            <>
              <span class="muted">{words.gallery.forgetHint}</span>
              <button
                type="button"
                class="link-button"
                onClick={() => void recent.clear().catch(reportError)}
              >
                {words.gallery.clear}
              </button>
            </>
          )
        }
      >
        {files.map((file) => (
          <RecentCard
            key={file.id}
            file={file}
            now={now}
            onOpen={() => open(() => recent.open(file))}
            onForget={() => forget(file)}
            {...cards.propsOf(file.id)}
          />
        ))}
      </Section>
    ),
    templates: (
      <Section key="templates" id="templates" note={noteOnTemplates()}>
        {found.map((template) => (
          <TemplateCard
            key={template.file}
            template={template}
            onOpen={() => open(() => session.openExample(template.file))}
            {...cards.propsOf(template.file)}
          />
        ))}
      </Section>
    ),
  }

  return (
    <Dialog title={words.gallery.title} onClose={() => dialogs.close()} wide>
      <label class="search-box">
        <Search size={15} aria-hidden="true" />
        <input
          type="search"
          autofocus
          aria-label={words.gallery.search}
          placeholder={words.gallery.placeholder}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onFieldKey}
        />
      </label>
      <div class="gallery" ref={cards.grid} onKeyDown={cards.onKeyDown}>
        {order.map((section) => sections[section])}
      </div>
      <DialogButtons>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => dialogs.close()}>
          {words.dialogs.cancel}
        </button>
      </DialogButtons>
    </Dialog>
  )
}

interface SectionProps {
  readonly id: GallerySection
  readonly note: string | null
  readonly aside?: ComponentChildren
  readonly children: ComponentChildren
}

function Section({ id, note, aside, children }: SectionProps) {
  return (
    <section aria-labelledby={`gallery-${id}`}>
      <div class="gallery-head">
        <h3 id={`gallery-${id}`}>{words.gallery[id]}</h3>
        {aside}
      </div>
      {note === null ? <ul class="gallery-grid">{children}</ul> : <p class="muted">{note}</p>}
    </section>
  )
}

function fits(terms: readonly string[], title: string, text: string): boolean {
  const fields = [
    { weight: 2, text: title },
    { weight: 1, text },
  ]
  return terms.length === 0 || scoreOf(fields, terms) > 0
}
