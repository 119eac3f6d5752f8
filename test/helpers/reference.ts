/**
 * What the plain reference of a node type is written with: float64 arrays and loops straight from the formula.
 * A reference never imports from nodes/, so that the same slip cannot be in both.
 */
import { assert, required } from '../../core/base/assert'
import type { ParamValue, PictureRef } from '../../core/nodedef/params'

/** A dense array in C order. */
export interface NdArray {
  readonly dims: readonly number[]
  readonly data: Float64Array
}

export interface ReferenceIo {
  /** By port; `undefined` where nothing is connected. */
  readonly inputs: Readonly<Record<string, NdArray | undefined>>
  /** Every parameter, defaults filled in. */
  readonly params: Readonly<Record<string, ParamValue>>
  /** By weight name, as stored: no run-time factor applied. */
  readonly weights: Readonly<Record<string, NdArray>>
  /** Pixels as [1, 3, H, W] in [-1, 1]. */
  readonly pictures: (ref: PictureRef) => NdArray
}

/** Every output by port. */
export type Reference = (io: ReferenceIo) => Readonly<Record<string, NdArray>>

/** Zeros, or the value `fill` gives for each index: `nd([2, 3], (row, column) => row + column)`. */
export function nd(dims: readonly number[], fill?: (...index: number[]) => number): NdArray {
  const data = new Float64Array(dims.reduce((product, n) => product * n, 1))
  if (fill) for (let i = 0; i < data.length; i++) data[i] = fill(...unravel(dims, i))
  return { dims, data }
}

/** An array of the given values: `ndOf([2], [0.5, 1])`. */
export function ndOf(dims: readonly number[], values: ArrayLike<number>): NdArray {
  const out = { dims, data: Float64Array.from(values) }
  assert(out.data.length === nd(dims).data.length, `${out.data.length} values for [${dims.join(', ')}]`)
  return out
}

/** The value at `index`; throws outside the array. */
export function at(x: NdArray, ...index: number[]): number {
  return required(x.data[offset(x.dims, index)], `value [${index.join(', ')}]`)
}

/** Like `at`, but an axis of length 1 answers for every index (broadcasting). */
export function atBroadcast(x: NdArray, ...index: number[]): number {
  return at(x, ...index.map((i, axis) => (x.dims[axis] === 1 ? 0 : i)))
}

/** Like `at`, but outside the array there is zero (zero padding). */
export function atOrZero(x: NdArray, ...index: number[]): number {
  const inside = index.every((i, axis) => i >= 0 && i < size(x, axis))
  return inside ? at(x, ...index) : 0
}

/** The length of one axis; a negative axis counts from the end. */
export function size(x: NdArray, axis: number): number {
  return required(x.dims.at(axis), `axis ${axis} of [${x.dims.join(', ')}]`)
}

/** The array with `f` applied to every value. */
export function mapValues(x: NdArray, f: (value: number) => number): NdArray {
  return { dims: x.dims, data: x.data.map(f) }
}

/** The same values under other dims. */
export function reshaped(x: NdArray, dims: readonly number[]): NdArray {
  return ndOf(dims, x.data)
}

/** The sum of f(0) ... f(count - 1). */
export function sum(count: number, f: (i: number) => number): number {
  let total = 0
  for (let i = 0; i < count; i++) total += f(i)
  return total
}

/** A parameter that is a number. */
export function num(value: ParamValue | undefined): number {
  assert(typeof value === 'number', `${JSON.stringify(value)} is not a number`)
  return value
}

/** A parameter that is true or false. */
export function flag(value: ParamValue | undefined): boolean {
  assert(typeof value === 'boolean', `${JSON.stringify(value)} is not a boolean`)
  return value
}

/** A parameter that is a choice or a text. */
export function word(value: ParamValue | undefined): string {
  assert(typeof value === 'string', `${JSON.stringify(value)} is not a text`)
  return value
}

/** The number on an optional scalar input when it is connected, else the parameter. */
export function scalarOr(input: NdArray | undefined, value: ParamValue | undefined): number {
  return input ? at(input) : num(value)
}

function offset(dims: readonly number[], index: readonly number[]): number {
  assert(index.length === dims.length, `index [${index.join(', ')}] into [${dims.join(', ')}]`)
  let position = 0
  dims.forEach((length, axis) => {
    const i = required(index[axis], 'index')
    assert(i >= 0 && i < length, `index [${index.join(', ')}] outside [${dims.join(', ')}]`)
    position = position * length + i
  })
  return position
}

function unravel(dims: readonly number[], position: number): number[] {
  const index: number[] = []
  let rest = position
  for (const length of [...dims].reverse()) {
    index.unshift(rest % length)
    rest = Math.floor(rest / length)
  }
  return index
}
