import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import type { DocumentId } from './documents'

/** How far the pointer goes before a press is a drag, in CSS pixels. */
const SLACK = 6

/** Tabs in another order by dragging: one goes to the place whose middle the pointer has passed. */
export function useTabDrag(
  list: RefObject<HTMLElement>,
  move: (id: DocumentId, place: number) => void,
): { readonly dragged: DocumentId | null; grab(event: PointerEvent, id: DocumentId): void } {
  const [dragged, setDragged] = useState<DocumentId | null>(null)

  function placeAt(x: number): number {
    const tabs = [...(list.current?.querySelectorAll('.tab:not(.dragged)') ?? [])]
    return tabs.filter((tab) => {
      const { left, width } = tab.getBoundingClientRect()
      return left + width / 2 < x
    }).length
  }

  return {
    dragged,
    grab(event, id) {
      const { currentTarget, pointerId, clientX } = event
      if (event.button !== 0 || !(currentTarget instanceof HTMLElement)) return
      let isDrag = false
      const stop = new AbortController()
      function follow({ clientX: x, pointerId: moved }: PointerEvent): void {
        if (moved !== pointerId || (!isDrag && Math.abs(x - clientX) < SLACK)) return
        isDrag = true
        setDragged(id)
        move(id, placeAt(x))
      }
      function end(): void {
        stop.abort()
        setDragged(null)
      }
      const { signal } = stop
      window.addEventListener('pointermove', follow, { signal })
      window.addEventListener('pointerup', end, { signal })
      window.addEventListener('pointercancel', end, { signal })
    },
  }
}
