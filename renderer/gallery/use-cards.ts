import type { JSX, RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { nextCard } from './grid-keys'

export interface Cards {
  readonly grid: RefObject<HTMLDivElement>
  /** What a card must be told to be one of these. */
  propsOf(id: string): { readonly isActive: boolean; readonly onFocus: () => void }
  focus(id: string | undefined): void
  /** Opens the first one, as a click does. */
  openFirst(): void
  readonly onKeyDown: (event: JSX.TargetedKeyboardEvent<HTMLDivElement>) => void
}

/** Cards under one tab stop. `ids` in the order in which they stand; `remove` is told of Delete. */
export function useCards(ids: readonly string[], remove: (id: string) => void): Cards {
  const grid = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const stop = focused !== null && ids.includes(focused) ? focused : ids[0]
  const cards = (): HTMLElement[] => [...(grid.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]

  return {
    grid,
    propsOf: (id) => ({ isActive: id === stop, onFocus: () => setFocused(id) }),
    focus(id) {
      cards()
        .find(({ dataset }) => dataset['card'] === id)
        ?.focus()
    },
    openFirst: () => cards()[0]?.click(),
    onKeyDown(event) {
      const all = cards()
      const at = all.findIndex((card) => card === event.target)
      const id = all[at]?.dataset['card']
      if (id === undefined) return
      if (event.key === 'Delete') remove(id)
      else {
        const boxes = all.map((card) => card.getBoundingClientRect())
        const next = nextCard(boxes, at, event.key)
        if (next === null) return
        all[next]?.focus()
      }
      event.preventDefault()
    },
  }
}
