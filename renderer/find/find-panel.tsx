import { ChevronDown, ChevronUp, X } from 'lucide-preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { categoryOf } from '../../core/nodedef/registry'
import { describeKey, isMacPlatform } from '../actions/keys'
import { useWorkspace } from '../app/workspace'
import { goToNode } from '../panels/go-to'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { SearchList } from '../ui/search-list'
import type { Found } from './find-in-graph'

/** Find in graph: lists the nodes that fit, and leads from one to the next while the canvas stays usable. */
export function FindPanel() {
  return useWorkspace().find.asked.value > 0 ? <OpenPanel /> : null
}

function OpenPanel() {
  const workspace = useWorkspace()
  const { find, view } = workspace
  const field = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)
  /** -1 until the search has led somewhere. */
  const [reached, setReached] = useState(-1)
  const found = find.found.value
  const active = Math.min(reached, found.length - 1)
  const asked = find.asked.value
  const isMac = isMacPlatform(navigator)

  useLayoutEffect(() => {
    if (document.activeElement !== field.current) before.current = document.activeElement
    field.current?.focus()
    field.current?.select()
  }, [asked])

  function close(): void {
    find.close()
    if (before.current instanceof HTMLElement && before.current !== document.body) before.current.focus()
    else view.value?.focus()
  }

  function goTo(index: number): void {
    const target = found[index]
    if (!target) return
    setReached(index)
    goToNode(target.entry.node, workspace)
  }

  function step(by: 1 | -1): void {
    // Backwards from nowhere is the last one.
    const from = active < 0 && by < 0 ? 0 : active
    goTo((from + by + found.length) % Math.max(found.length, 1))
  }

  return (
    <div class="search-popup find-panel" role="search" aria-label={words.find.title} data-testid="find-panel">
      <SearchList
        id="find"
        label={words.find.title}
        listLabel={words.find.list}
        placeholder={words.find.placeholder}
        empty={find.query.value.trim() === '' ? '' : words.find.empty}
        query={find.query.value}
        items={found}
        active={active}
        keyOf={({ entry }) => entry.node}
        field={field}
        aside={
          <>
            <span class="find-count" role="status" data-testid="find-count">
              {countWords(find.query.value, active, found.length)}
            </span>
            <IconButton
              icon={ChevronUp}
              label={words.find.previous}
              hint={describeKey('Shift+Enter', isMac)}
              size={15}
              disabled={found.length === 0}
              onClick={() => step(-1)}
            />
            <IconButton
              icon={ChevronDown}
              label={words.find.next}
              hint={describeKey('Enter', isMac)}
              size={15}
              disabled={found.length === 0}
              onClick={() => step(1)}
            />
            <IconButton icon={X} label={words.find.close} hint={words.keys.esc} size={15} onClick={close} />
          </>
        }
        row={(item) => <Row item={item} />}
        onQuery={(next) => {
          find.query.value = next
          setReached(-1)
        }}
        onMove={step}
        onEnter={(withShift) => step(withShift ? -1 : 1)}
        onPick={goTo}
        onClose={close}
      />
    </div>
  )
}

function Row({ item: { entry, field } }: { readonly item: Found }) {
  return (
    <>
      <span class={`category-mark small category-${categoryOf(entry.type)}`} aria-hidden="true" />
      <span class="option-title">{entry.title}</span>
      <code class="option-id">{entry.node}</code>
      {field.kind !== 'title' && field.kind !== 'id' && (
        <span class="option-category">
          {words.find.kinds[field.kind]} {field.text}
        </span>
      )}
    </>
  )
}

/** `3 of 12`; before the first jump only how many there are. */
function countWords(query: string, active: number, count: number): string {
  if (query.trim() === '') return ''
  if (count === 0) return words.find.none
  return active < 0 ? words.find.found(count) : words.find.at(active + 1, count)
}
