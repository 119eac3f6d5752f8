import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { words } from '../text/words'
import { formatNumber } from '../ui/format'
import { evaluate, LONGEST_EXPRESSION } from './expression'
import { dragNumber } from './number-drag'
import { paceOf, type NumberScale, type Pace } from './number-scale'
import type { ValueGesture, WidgetControls } from './widget'

interface Props extends WidgetControls {
  readonly value: number
  readonly scale: NumberScale
  readonly unit?: string | undefined
}

/**
 * A number to type, as arithmetic too, to drag sideways, or to step with the arrow keys. What was typed and cannot be
 * taken stays until it is mended or Escape brings the value back.
 */
export function NumberField(props: Props) {
  const { id, label, value, scale, unit, problemId, begin, change, complain, done } = props
  const field = useRef<HTMLInputElement>(null)
  /** Steps of an arrow key that is held down. */
  const held = useRef<ValueGesture | null>(null)
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? scale.format(value)

  // At once: what is typed right after it is a new draft.
  useLayoutEffect(() => setDraft(null), [value])

  /** True when what was typed is in the document, or nothing was typed. */
  function commit(): boolean {
    if (draft === null) return true
    const number = read(draft)
    if (number === null) return false
    if (number !== value && !change(number)) return false
    complain(null)
    setDraft(null)
    return true
  }

  function read(typed: string): number | null {
    const result = evaluate(typed, unit)
    if (!result.ok) {
      complain(words.params.badExpression(result.error, typed))
      return null
    }
    const number = result.value.value
    if (!scale.isWhole || Number.isInteger(number)) return number
    complain(words.params.notWhole(typed.trim(), String(number), scale.format(Math.round(number))))
    return null
  }

  function onInput(typed: string): void {
    setDraft(typed)
    // What was wrong may be mended; it is looked at again when it is done.
    if (problemId !== undefined) complain(null)
  }

  function step(direction: 1 | -1, pace: Pace): void {
    if (!commit()) return
    held.current ??= begin()
    held.current.set(scale.stepped(value, direction, pace))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const direction = DIRECTIONS[event.key]
    if (event.key === 'Enter') {
      if (!commit()) return
      field.current?.select()
      done?.()
    } else if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
      complain(null)
    } else if (direction && !event.altKey) {
      event.preventDefault()
      step(direction, event.key.startsWith('Page') ? 'coarse' : paceOf(event))
    }
  }

  /** A press that moves drags the number; one that stays put lets the user type. */
  function onPointerDown(event: PointerEvent): void {
    const target = field.current
    if (!target || event.button !== 0 || document.activeElement === target) return
    event.preventDefault()
    dragNumber(target, event, {
      scale,
      start: value,
      begin() {
        complain(null)
        setDraft(null)
        return begin()
      },
      clicked() {
        target.focus()
        target.select()
      },
    })
  }

  function letGo(): void {
    held.current = null
  }

  const outcome = draft === null ? null : resultOf(draft, unit)
  return (
    <span class="number-field">
      <input
        ref={field}
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        maxLength={LONGEST_EXPRESSION}
        role="spinbutton"
        aria-label={label}
        {...spelled({ 'aria-valuenow': value, 'aria-valuemin': scale.min, 'aria-valuemax': scale.max })}
        aria-valuetext={unit === undefined ? undefined : `${scale.format(value)} ${unit}`}
        aria-invalid={problemId !== undefined}
        aria-describedby={problemId}
        value={text}
        data-commits
        data-draft={draft === null ? undefined : ''}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={() => {
          letGo()
          commit()
        }}
        onKeyDown={onKeyDown}
        onKeyUp={letGo}
        onPointerDown={onPointerDown}
      />
      {outcome === null ? (
        unit && <span class="unit">{unit}</span>
      ) : (
        <output class="unit result">{words.params.result(outcome)}</output>
      )}
    </span>
  )
}

const DIRECTIONS: Readonly<Partial<Record<string, 1 | -1>>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 1,
  PageDown: -1,
}

/** What an expression comes to so far, or null while it is unfinished or only a number. */
function resultOf(draft: string, unit: string | undefined): string | null {
  const result = evaluate(draft, unit)
  if (!result.ok || result.value.isPlain) return null
  const { value } = result.value
  return Number.isInteger(value) ? String(value) : formatNumber(value, 6)
}

const PLAIN = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 })

/** Attributes without exponents, which screen readers do not take; their types know numbers only. */
function spelled(numbers: Readonly<Record<string, number>>): object {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, PLAIN.format(value)]))
}
