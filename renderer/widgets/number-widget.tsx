import { useRef } from 'preact/hooks'
import { newGesture } from './gesture'
import { NumberField } from './number-field'
import { numberScale, type NumberScale } from './number-scale'
import type { WidgetProps } from './widget'

/** Pixels of dragging from one end of a range to the other. */
const DRAG_LENGTH = 320
const SLIDER_STEPS = 1000

export function NumberWidget(props: WidgetProps<'int'> | WidgetProps<'float'>) {
  const { id, label, spec, value, problemId, change, complain } = props
  const scale = numberScale(spec)
  return (
    <>
      <NumberField
        id={id}
        label={label}
        value={value}
        min={spec.min}
        max={spec.max}
        unit={spec.unit}
        problemId={problemId}
        stepAt={(at) => scale.stepAt(at)}
        drag={(start, pixels) => dragged(scale, start, pixels)}
        change={change}
        complain={complain}
      />
      {scale.hasSlider && <Slider label={label} value={value} scale={scale} change={change} />}
    </>
  )
}

function dragged(scale: NumberScale, start: number, pixels: number): number {
  if (scale.hasSlider) return scale.fromPosition(scale.toPosition(start) + pixels / DRAG_LENGTH)
  return scale.clamp(start + Math.round(pixels / 2) * scale.stepAt(start))
}

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly scale: NumberScale
  readonly change: (value: number, gesture: string) => void
}

function Slider({ label, value, scale, change }: SliderProps) {
  const gesture = useRef(newGesture())
  return (
    <input
      type="range"
      class="slider"
      aria-label={`${label} slider`}
      aria-valuetext={String(value)}
      min={0}
      max={SLIDER_STEPS}
      // Every value has its own place, so an arrow key always moves to another one.
      step={1}
      value={Math.round(scale.toPosition(value) * SLIDER_STEPS)}
      onInput={(event) =>
        change(scale.fromPosition(Number(event.currentTarget.value) / SLIDER_STEPS), gesture.current)
      }
      onChange={() => (gesture.current = newGesture())}
      onKeyDown={(event) => {
        const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
        if (sign === undefined) return
        event.preventDefault()
        change(scale.clamp(Number((value + sign * scale.stepAt(value)).toPrecision(12))), newGesture())
      }}
    />
  )
}
