import { useEffect, useRef, useState } from 'preact/hooks'
import { formatNumber } from '../ui/format'
import { newGesture } from './gesture'
import { parseNumber } from './parse-number'

interface Props {
  readonly id: string
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly unit?: string | undefined
  readonly problemId: string | undefined
  /** The value after a drag of `pixels` from `start`; `fast` with Shift. */
  readonly drag: (start: number, pixels: number) => number
  readonly stepAt: (value: number) => number
  readonly change: (value: number, gesture?: string) => void
  readonly complain: (problem: string | null) => void
}

const DRAG_THRESHOLD = 3
const FAST = 10

/** A number to type, to drag sideways, or to step with the arrow keys. */
export function NumberField(props: Props) {
  const { id, label, value, min, max, unit, problemId, drag, stepAt, change, complain } = props
  const field = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? formatNumber(value, 6)

  useEffect(() => setDraft(null), [value])

  function commit(): void {
    if (draft === null) return
    const parsed = parseNumber(draft, unit)
    if (parsed === undefined) {
      complain(`“${draft.trim()}” is not a number`)
      return
    }
    setDraft(null)
    complain(null)
    if (parsed !== value) change(parsed)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      commit()
      field.current?.select()
    } else if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
      complain(null)
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      const sign = event.key === 'ArrowUp' ? 1 : -1
      const step = stepAt(value) * (event.shiftKey ? FAST : 1)
      const next = Math.min(max, Math.max(min, Number((value + sign * step).toPrecision(12))))
      if (next !== value) change(next)
    }
  }

  /** A press that moves drags the number; one that stays put lets the user type. */
  function onPointerDown(event: PointerEvent): void {
    const target = field.current
    if (!target || event.button !== 0 || document.activeElement === target) return
    event.preventDefault()
    target.setPointerCapture(event.pointerId)
    const startX = event.clientX
    const start = value
    const gesture = newGesture()
    let isDrag = false
    const stop = new AbortController()
    target.addEventListener(
      'pointermove',
      (move) => {
        const pixels = move.clientX - startX
        isDrag ||= Math.abs(pixels) > DRAG_THRESHOLD
        if (isDrag) change(drag(start, pixels * (move.shiftKey ? FAST : 1)), gesture)
      },
      { signal: stop.signal },
    )
    const end = (): void => {
      stop.abort()
      if (isDrag) return
      target.focus()
      target.select()
    }
    target.addEventListener('pointerup', end, { signal: stop.signal })
    target.addEventListener('pointercancel', () => stop.abort(), { signal: stop.signal })
  }

  return (
    <span class="number-field">
      <input
        ref={field}
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        role="spinbutton"
        aria-label={label}
        {...spelled({ 'aria-valuenow': value, 'aria-valuemin': min, 'aria-valuemax': max })}
        aria-invalid={problemId !== undefined}
        aria-describedby={problemId}
        value={text}
        data-commits
        data-draft={draft === null ? undefined : ''}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
      />
      {unit && <span class="unit">{unit}</span>}
    </span>
  )
}

const PLAIN = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 })

/** Attributes without exponents, which screen readers do not take; their types know numbers only. */
function spelled(numbers: Readonly<Record<string, number>>): object {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, PLAIN.format(value)]))
}
