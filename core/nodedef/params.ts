import { assertNever } from '../base/assert'
import type { Sha256 } from '../base/ids'

/** A picture held as a blob (PNG bytes) beside the graph; the graph only names it. Sizes in pixels. */
export interface PictureRef {
  readonly sha256: Sha256
  readonly width: number
  readonly height: number
  readonly name: string
}

export type ParamValue = number | boolean | string | PictureRef | null
export type ParamValues = Readonly<Record<string, ParamValue>>

interface Common {
  /** One sentence, shown as the parameter's tooltip and in the catalogue. */
  readonly doc: string
  /** Words for the inspector; defaults to the key. */
  readonly label?: string
}

interface Numeric extends Common {
  readonly default: number
  readonly min: number
  readonly max: number
  readonly step?: number
  /** `px`, `channels`, `layers` ... shown after the number. */
  readonly unit?: string
  readonly scale?: 'linear' | 'log'
  /** A live parameter is an input of the running model, so dragging it compiles nothing. */
  readonly live?: boolean
}

export interface IntParam extends Numeric {
  readonly kind: 'int'
}
export interface FloatParam extends Numeric {
  readonly kind: 'float'
}
export interface SeedParam extends Common {
  readonly kind: 'seed'
  readonly default: number
}
export interface BoolParam extends Common {
  readonly kind: 'bool'
  readonly default: boolean
}
export interface ChoiceParam<Option extends string = string> extends Common {
  readonly kind: 'choice'
  readonly default: Option
  /** Value to the words the inspector shows. */
  readonly options: Readonly<Record<Option, string>>
}
export interface TextParam extends Common {
  readonly kind: 'text'
  readonly default: string
  readonly maxLength: number
}
export interface PictureParam extends Common {
  readonly kind: 'picture'
  readonly default: null
}

export type ParamSpec = IntParam | FloatParam | SeedParam | BoolParam | ChoiceParam | TextParam | PictureParam
export type ParamKind = ParamSpec['kind']
export type ParamSpecs = Readonly<Record<string, ParamSpec>>

/** The largest seed: seeds are unsigned 32-bit integers. */
export const MAX_SEED = 0xffffffff

export const param = {
  int: (spec: Omit<IntParam, 'kind'>): IntParam => ({ kind: 'int', ...spec }),
  float: (spec: Omit<FloatParam, 'kind'>): FloatParam => ({ kind: 'float', ...spec }),
  seed: (spec: Omit<SeedParam, 'kind'>): SeedParam => ({ kind: 'seed', ...spec }),
  bool: (spec: Omit<BoolParam, 'kind'>): BoolParam => ({ kind: 'bool', ...spec }),
  choice: <Option extends string>(spec: {
    readonly default: NoInfer<Option>
    readonly options: Readonly<Record<Option, string>>
    readonly doc: string
    readonly label?: string
  }): ChoiceParam<Option> => ({ kind: 'choice', ...spec }),
  text: (spec: Omit<TextParam, 'kind'>): TextParam => ({ kind: 'text', ...spec }),
  picture: (spec: Omit<PictureParam, 'kind' | 'default'>): PictureParam => ({
    kind: 'picture',
    default: null,
    ...spec,
  }),
}

type ValueOf<Spec extends ParamSpec> =
  Spec extends ChoiceParam<infer Option>
    ? Option
    : Spec extends PictureParam
      ? PictureRef | null
      : Spec extends BoolParam
        ? boolean
        : Spec extends TextParam
          ? string
          : number

/** The values a node's functions receive: every parameter present, defaults filled in. */
export type ParamsOf<Specs extends ParamSpecs> = { readonly [Key in keyof Specs]: ValueOf<Specs[Key]> }

/** Fills in defaults; keys the definition does not know are left out. */
export function withDefaults(specs: ParamSpecs, given: ParamValues): ParamValues {
  const out: Record<string, ParamValue> = {}
  for (const [key, spec] of Object.entries(specs))
    out[key] = (Object.hasOwn(given, key) ? given[key] : undefined) ?? spec.default
  return out
}

/** What is wrong with `value` for `spec`, as the end of a sentence ("must be ..."), or null when it fits. */
export function paramProblem(spec: ParamSpec, value: unknown): string | null {
  switch (spec.kind) {
    case 'int':
    case 'float': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number'
      if (spec.kind === 'int' && !Number.isInteger(value)) return 'must be a whole number'
      const unit = spec.unit ? ` ${spec.unit}` : ''
      if (value < spec.min || value > spec.max)
        return `must be between ${spec.min} and ${spec.max}${unit}, not ${value}`
      return null
    }
    case 'seed':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_SEED
        ? null
        : `must be a whole number between 0 and ${MAX_SEED}`
    case 'bool':
      return typeof value === 'boolean' ? null : 'must be true or false'
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(spec.options, value)
        ? null
        : `must be one of ${Object.keys(spec.options).join(', ')}`
    case 'text':
      return typeof value === 'string' && value.length <= spec.maxLength
        ? null
        : `must be a text of at most ${spec.maxLength} characters`
    case 'picture':
      return value === null || isPictureRef(value) ? null : 'must be a picture'
    default:
      return assertNever(spec)
  }
}

/** Whether `other` takes every value that `spec` takes. */
export function takesAllOf(other: ParamSpec, spec: ParamSpec): boolean {
  switch (spec.kind) {
    case 'int':
    case 'float':
      return other.kind === spec.kind && other.min <= spec.min && other.max >= spec.max
    case 'choice':
      return (
        other.kind === spec.kind &&
        Object.keys(spec.options).every((option) => Object.hasOwn(other.options, option))
      )
    case 'text':
      return other.kind === spec.kind && other.maxLength >= spec.maxLength
    case 'seed':
    case 'bool':
    case 'picture':
      return other.kind === spec.kind
    default:
      return assertNever(spec)
  }
}

function isPictureRef(value: unknown): value is PictureRef {
  if (typeof value !== 'object' || value === null) return false
  const { sha256, width, height, name } = value as Partial<Record<keyof PictureRef, unknown>>
  return (
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    isSize(width) &&
    isSize(height) &&
    typeof name === 'string' &&
    name.length <= 255
  )
}

function isSize(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 16384
}
