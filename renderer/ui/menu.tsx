import { Check, type LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Point } from '../canvas/wire-path'

export interface MenuEntry {
  readonly label: string
  readonly icon?: LucideIcon
  readonly key?: string
  readonly separated?: boolean
  readonly disabled?: boolean
  /** Present for one of several choices. */
  readonly checked?: boolean
  readonly testId?: string
  run(): void
}

interface Props {
  readonly label: string
  readonly entries: readonly MenuEntry[]
  /** Top left corner in page coordinates; moved to stay within the window. */
  readonly at: Point
  readonly onClose: () => void
  /** Left and right arrows, for a bar of menus. */
  readonly onSideways?: (step: 1 | -1) => void
  readonly children?: ComponentChildren
}

const GAP = 6

/** A menu that stands open: arrows move, Enter chooses, Escape and clicks elsewhere close. */
export function Menu({ label, entries, at, onClose, onSideways, children }: Props) {
  const list = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const box = list.current
    const before = document.activeElement
    return () => {
      // The keyboard goes back to where it was, unless the chosen entry has taken it elsewhere.
      if (box?.contains(document.activeElement) && before instanceof HTMLElement) before.focus()
    }
  }, [])

  useLayoutEffect(() => {
    const box = list.current
    if (!box) return
    const { width, height } = box.getBoundingClientRect()
    box.style.left = `${Math.max(GAP, Math.min(at.x, window.innerWidth - width - GAP))}px`
    box.style.top = `${Math.max(GAP, Math.min(at.y, window.innerHeight - height - GAP))}px`
    focusItem(box, 0)
  }, [at.x, at.y])

  useEffect(() => {
    function closeOutside(event: Event): void {
      const { target } = event
      // The button that opens the menu also closes it.
      if (!(target instanceof Element) || target.closest('[data-menu-owner]')) return
      if (!list.current?.contains(target)) onClose()
    }
    document.addEventListener('pointerdown', closeOutside, true)
    window.addEventListener('blur', onClose)
    return () => {
      document.removeEventListener('pointerdown', closeOutside, true)
      window.removeEventListener('blur', onClose)
    }
  }, [onClose])

  function onKeyDown(event: KeyboardEvent): void {
    const box = list.current
    if (!box) return
    const items = itemsOf(box)
    const index = items.findIndex((item) => item === document.activeElement)
    if (event.key === 'ArrowDown') focusItem(box, index + 1)
    else if (event.key === 'ArrowUp') focusItem(box, index - 1)
    else if (event.key === 'Home') focusItem(box, 0)
    else if (event.key === 'End') focusItem(box, items.length - 1)
    else if (event.key === 'ArrowRight' && onSideways) onSideways(1)
    else if (event.key === 'ArrowLeft' && onSideways) onSideways(-1)
    else if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div class="menu" role="menu" aria-label={label} tabIndex={-1} ref={list} onKeyDown={onKeyDown}>
      {entries.map((entry) => (
        <button
          key={entry.label}
          type="button"
          role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={entry.checked}
          class={entry.separated ? 'menu-item separated' : 'menu-item'}
          disabled={entry.disabled === true}
          data-testid={entry.testId}
          tabIndex={-1}
          onPointerMove={(event) => event.currentTarget.focus()}
          onClick={() => {
            onClose()
            entry.run()
          }}
        >
          <MenuIcon entry={entry} />
          <span class="menu-label">{entry.label}</span>
          {entry.key && <kbd>{entry.key}</kbd>}
        </button>
      ))}
      {children}
    </div>
  )
}

function MenuIcon({ entry }: { readonly entry: MenuEntry }) {
  const Icon = entry.checked === true ? Check : entry.icon
  return <span class="menu-icon">{Icon && <Icon size={15} aria-hidden="true" />}</span>
}

function itemsOf(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('button:not(:disabled)')]
}

/** Where no entry can be chosen the menu itself takes the keys, so that Escape still closes it. */
function focusItem(box: HTMLElement, index: number): void {
  const items = itemsOf(box)
  const item = items[(index + items.length) % items.length] ?? box
  item.focus()
}
