import type { FloatParam, IntParam } from '../../core/nodedef/params'
import { formatNumber } from '../ui/format'

/** How far one move goes: Shift is fine, Ctrl (or Cmd) is coarse. */
export type Pace = 'fine' | 'normal' | 'coarse'

export const PACE_FACTOR: Readonly<Record<Pace, number>> = { fine: 0.1, normal: 1, coarse: 10 }

interface Modifiers {
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

export function paceOf({ shiftKey, ctrlKey, metaKey }: Modifiers): Pace {
  if (shiftKey) return 'fine'
  return ctrlKey || metaKey ? 'coarse' : 'normal'
}

/** How keys, a drag or a slider move through the values of a numeric parameter. Pure: widgets only draw it. */
export interface NumberScale {
  readonly min: number
  readonly max: number
  readonly isWhole: boolean
  /** Six digits of a fraction, all of a whole number. */
  format(value: number): string
  /** The value one arrow key further. */
  stepped(value: number, direction: 1 | -1, pace: Pace): number
  /** The value after a drag of `pixels`, which hold the pace already; the pace says how round the value is. */
  dragged(start: number, pixels: number, pace: Pace): number
  /** 0 at the smallest value, 1 at the largest. */
  toPosition(value: number): number
  /** The value there, within the range and on the grid of the step. */
  fromPosition(position: number): number
  /** The nearest allowed value. */
  clamp(value: number): number
  /** Whether people play with it over a range that a slider can show. */
  readonly hasSlider: boolean
}

type NumericParam = IntParam | FloatParam

/** A range of more than this many steps is no good to point at on a linear slider. */
const MOST_LINEAR_STEPS = 512
/** Pixels of dragging from one end of a range to the other. */
const DRAG_LENGTH = 320
/** Pixels for one step where the range is too wide to be crossed in one drag. */
const OPEN_STEP_PIXELS = 4
/** A float that spans more than this without a step has no natural step: it depends on the value. */
const MOST_NATURAL_SPAN = 100
const DIGITS = 6
/** Factors of one arrow key on a logarithmic scale. */
const LOG_FACTOR: Readonly<Record<Pace, number>> = { fine: 10 ** 0.01, normal: 10 ** 0.1, coarse: 10 }
/** Significant digits that tell one such step from the next. */
const LOG_DIGITS: Readonly<Record<Pace, number>> = { fine: 3, normal: 2, coarse: 2 }

export function numberScale(spec: NumericParam): NumberScale {
  const isWhole = spec.kind === 'int'
  const isLog = usesLog(spec)
  const span = spec.max - spec.min
  const isOpen = !isLog && !isWhole && spec.step === undefined && span > MOST_NATURAL_SPAN
  const ownStep = spec.step ?? (isWhole ? 1 : niceStep(span / 200))
  const low = isLog ? Math.log(spec.min) : spec.min
  const high = isLog ? Math.log(spec.max) : spec.max
  const isBounded = !isOpen && span / ownStep <= MOST_LINEAR_STEPS

  function clamp(value: number): number {
    return Math.min(spec.max, Math.max(spec.min, isWhole ? Math.round(value) : value))
  }

  function gridAt(value: number, pace: Pace): number {
    const step = isOpen ? niceStep(Math.max(1, Math.abs(value)) / 20) : ownStep
    if (pace !== 'fine') return step
    return isWhole ? Math.max(1, step / 10) : step / 10
  }

  function rounded(logarithm: number, pace: Pace): number {
    const value = Math.exp(logarithm)
    return clamp(isWhole ? value : Number(value.toPrecision(LOG_DIGITS[pace])))
  }

  return {
    min: spec.min,
    max: spec.max,
    isWhole,
    format: (value) => (isWhole ? String(value) : formatNumber(value, DIGITS)),
    clamp,
    stepped(value, direction, pace) {
      if (isLog && !isWhole)
        return clamp(Number((value * LOG_FACTOR[pace] ** direction).toPrecision(LOG_DIGITS[pace])))
      // Sizes that span orders of magnitude go in octaves: 64, 128, 256.
      if (isLog && pace === 'coarse') return clamp(value * 2 ** direction)
      const step = gridAt(value, 'normal') * PACE_FACTOR[pace]
      const next = value + direction * (isWhole ? Math.max(1, step) : step)
      return clamp(Number(next.toPrecision(12)))
    },
    dragged(start, pixels, pace) {
      if (Math.abs(pixels) < 0.05) return start
      const length = pixels / DRAG_LENGTH
      if (isLog) return rounded(Math.log(clamp(start)) + length * (high - low), pace)
      const grid = gridAt(start, pace)
      if (isBounded) return clamp(snap(start + length * span, grid))
      return clamp(snap(start + (pixels / OPEN_STEP_PIXELS) * gridAt(start, 'normal'), grid))
    },
    toPosition: (value) =>
      high === low ? 0 : ((isLog ? Math.log(clamp(value)) : clamp(value)) - low) / (high - low),
    fromPosition(position) {
      const at = low + Math.min(1, Math.max(0, position)) * (high - low)
      return isLog ? rounded(at, 'normal') : clamp(snap(at, ownStep))
    },
    hasSlider: isLog ? spec.scale === 'log' : isBounded && (!isWhole || spec.live === true),
  }
}

/** Sizes that span orders of magnitude (channels, widths) are dragged by ratio, even when the definition does not say so. */
function usesLog(spec: NumericParam): boolean {
  if (spec.min <= 0) return false
  return spec.scale === 'log' || (spec.kind === 'int' && spec.max / spec.min > MOST_LINEAR_STEPS)
}

/** 1, 2 or 5 times a power of ten, at most `size`. */
function niceStep(size: number): number {
  if (!(size > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(size))
  const digit = size / power
  return Number(((digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power).toPrecision(1))
}

/** Rounded to the step, without the digits that binary fractions add. */
function snap(value: number, step: number): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step)) + 1)
  return Number((Math.round(value / step) * step).toFixed(Math.min(20, decimals)))
}
