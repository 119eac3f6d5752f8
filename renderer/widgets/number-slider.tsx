import { useRef } from 'preact/hooks'
import { words } from '../text/words'
import { paceOf, type NumberScale } from './number-scale'
import type { ValueGesture, WidgetControls } from './widget'

interface Props extends WidgetControls {
  readonly value: number
  readonly scale: NumberScale
}

const STEPS = 1000
const DOUBLE_CLICK_MS = 500

/**
 * The whole range of a number at a glance, followed live. One press, one held key or one double click is one undo entry,
 * and Escape takes a press back while it lasts. A double click resets.
 */
export function NumberSlider({ label, value, scale, begin }: Props) {
  const gesture = useRef<ValueGesture | null>(null)
  const holder = useRef<'pointer' | 'key' | null>(null)
  const lastPress = useRef(-Infinity)
  const position = scale.toPosition(value)

  function current(): ValueGesture {
    return (gesture.current ??= begin())
  }

  /** The second press of a double click belongs to the first. */
  function press(event: PointerEvent): void {
    if (event.timeStamp - lastPress.current > DOUBLE_CLICK_MS) gesture.current = null
    lastPress.current = event.timeStamp
    holder.current = 'pointer'
  }

  function onKeyDown(event: KeyboardEvent): void {
    const target = keyTarget(event)
    if (event.key === 'Escape' && holder.current !== null) {
      event.stopPropagation()
      gesture.current?.giveUp()
    } else if (target !== null) {
      event.preventDefault()
      if (holder.current !== 'key') gesture.current = null
      holder.current = 'key'
      current().set(target)
    }
  }

  function keyTarget(event: KeyboardEvent): number | null {
    if (event.altKey) return null
    if (event.key === 'Home') return scale.min
    if (event.key === 'End') return scale.max
    const direction = DIRECTIONS[event.key]
    if (direction === undefined) return null
    return scale.stepped(value, direction, event.key.startsWith('Page') ? 'coarse' : paceOf(event))
  }

  function letGo(): void {
    holder.current = null
    gesture.current = null
  }

  return (
    <input
      type="range"
      class="slider"
      aria-label={words.params.slider(label)}
      aria-valuetext={scale.format(value)}
      min={0}
      max={STEPS}
      step={1}
      value={Math.round(position * STEPS)}
      style={{ '--position': position }}
      onPointerDown={press}
      onPointerUp={() => (holder.current = null)}
      onPointerCancel={() => (holder.current = null)}
      onDblClick={() => {
        current().set(undefined)
        letGo()
      }}
      onInput={(event) => current().set(scale.fromPosition(Number(event.currentTarget.value) / STEPS))}
      // After a drag that was given up the thumb is not where the value is.
      onChange={(event) => (event.currentTarget.value = String(Math.round(position * STEPS)))}
      onKeyDown={onKeyDown}
      onKeyUp={() => holder.current === 'key' && letGo()}
      onBlur={letGo}
    />
  )
}

const DIRECTIONS: Readonly<Partial<Record<string, 1 | -1>>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageDown: -1,
}
