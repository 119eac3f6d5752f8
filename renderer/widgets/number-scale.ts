import type { FloatParam, IntParam } from '../../core/nodedef/params'

/** How a drag or a slider moves through the values of a numeric parameter. Pure: widgets only draw it. */
export interface NumberScale {
  /** What one arrow key or one unit of the slider changes at `value`. */
  stepAt(value: number): number
  /** 0 at the smallest value, 1 at the largest. */
  toPosition(value: number): number
  /** The value there, within the range and on the grid of the step. */
  fromPosition(position: number): number
  /** The nearest allowed value. */
  clamp(value: number): number
  /** Where a slider would be too coarse to be of use, there is only the field. */
  readonly hasSlider: boolean
}

type NumericParam = IntParam | FloatParam

/** A range of more than this many steps is no good to point at on a linear slider. */
const MOST_LINEAR_STEPS = 512

export function numberScale(spec: NumericParam): NumberScale {
  const isLog = usesLog(spec)
  const step = spec.step ?? (spec.kind === 'int' ? 1 : niceStep((spec.max - spec.min) / 200))
  const low = isLog ? Math.log(spec.min) : spec.min
  const high = isLog ? Math.log(spec.max) : spec.max

  function clamp(value: number): number {
    return Math.min(spec.max, Math.max(spec.min, spec.kind === 'int' ? Math.round(value) : value))
  }

  return {
    clamp,
    stepAt: (value) => (isLog && spec.kind === 'float' ? niceStep(Math.abs(value) / 20) : step),
    toPosition: (value) =>
      high === low ? 0 : ((isLog ? Math.log(clamp(value)) : clamp(value)) - low) / (high - low),
    fromPosition(position) {
      const at = low + Math.min(1, Math.max(0, position)) * (high - low)
      if (isLog) return clamp(spec.kind === 'int' ? Math.exp(at) : Number(Math.exp(at).toPrecision(2)))
      return clamp(snap(at, step))
    },
    hasSlider: isLog || (spec.max - spec.min) / step <= MOST_LINEAR_STEPS,
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
export function snap(value: number, step: number): number {
  const decimals = Math.max(0, -Math.floor(Math.log10(step)) + 1)
  return Number((Math.round(value / step) * step).toFixed(Math.min(20, decimals)))
}
