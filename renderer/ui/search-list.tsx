import { Search } from 'lucide-preact'
import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { words } from '../text/words'

/** Rows beyond the active one that are in the page: a list of thousands must not cost thousands of elements. */
const ROWS_AHEAD = 100

interface Props<Item> {
  /** Unique in the page. */
  readonly id: string
  readonly label: string
  readonly listLabel: string
  readonly placeholder: string
  readonly query: string
  readonly items: readonly Item[]
  /** Index of the active item, -1 for none. */
  readonly active: number
  readonly keyOf: (item: Item) => string
  readonly isDisabled?: (item: Item) => boolean
  /** What an item's row shows. */
  readonly row: (item: Item) => ComponentChildren
  /** Shown in place of items when there are none. */
  readonly empty: string
  readonly field: RefObject<HTMLInputElement>
  /** Stands beside the field. */
  readonly aside?: ComponentChildren
  /** Tab closes too, where there is nothing else to tab to. */
  readonly closesOnTab?: boolean
  readonly onQuery: (query: string) => void
  readonly onMove: (step: 1 | -1) => void
  readonly onEnter: (withShift: boolean) => void
  readonly onPick: (index: number) => void
  readonly onPoint?: (index: number) => void
  readonly onClose: () => void
}

/** A search field with its results below: the focus stays in the field while arrows move through the list. */
export function SearchList<Item>(props: Props<Item>) {
  const { id, items, active, keyOf, isDisabled, query } = props
  const list = useRef<HTMLUListElement>(null)
  const listId = `${id}-list`
  const optionId = (index: number): string => `${id}-option-${index}`

  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active, query])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') props.onMove(1)
    else if (event.key === 'ArrowUp') props.onMove(-1)
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) props.onEnter(event.shiftKey)
    else if (event.key === 'Escape' || (event.key === 'Tab' && props.closesOnTab)) props.onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const shown = items.slice(0, Math.max(active, 0) + ROWS_AHEAD)
  return (
    <>
      <div class="search-line">
        <label class="search-box">
          <Search size={15} aria-hidden="true" />
          <input
            ref={props.field}
            type="text"
            role="combobox"
            aria-expanded={items.length > 0}
            aria-autocomplete="list"
            aria-controls={listId}
            aria-activedescendant={active >= 0 && active < items.length ? optionId(active) : undefined}
            aria-label={props.label}
            placeholder={props.placeholder}
            autocomplete="off"
            spellcheck={false}
            value={query}
            onInput={(event) => props.onQuery(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </label>
        {props.aside}
      </div>
      <ul id={listId} role="listbox" aria-label={props.listLabel} ref={list}>
        {shown.map((item, index) => (
          <li
            key={keyOf(item)}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            aria-disabled={isDisabled?.(item)}
            data-key={keyOf(item)}
            onPointerMove={() => props.onPoint?.(index)}
            // Keeps the focus in the field until the click is done.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(index)}
          >
            {props.row(item)}
          </li>
        ))}
      </ul>
      {items.length === 0 && props.empty && <p class="empty">{props.empty}</p>}
      {shown.length < items.length && (
        <p class="search-summary">{words.find.more(items.length - shown.length)}</p>
      )}
    </>
  )
}
