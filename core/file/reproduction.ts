/** Does a graph still give the pictures that it gave when it was saved? Decided here, for the window and the command line. */
import type { NodeId } from '../base/ids'
import type { Picture } from '../contract/engine-types'
import { comparePictures } from '../image/compare-pictures'
import { readPng } from '../image/png'
import type { Backend } from '../tensor/backend'
import { EXPECTED_LIMITS, imagesOf, pictureHash, type ExpectedPicture, type ExpectedResult } from './expected'

/** What ran, and what came of it. */
export interface ActualResult {
  readonly appVersion: string
  readonly backend: Backend
  /** WebGPU computed in float16. */
  readonly halfPrecision: boolean
  /** Nodes that ran on stand-ins for values that nobody could find. */
  readonly standIns: number
  readonly pictures: readonly Picture[]
}

/** How far two pictures are apart, in steps of 255. */
export interface Distance {
  /** Of any colour of any pixel. */
  readonly largest: number
  /** Over all colours of all pixels. */
  readonly mean: number
  /** Part of the pixels that differ at all. */
  readonly changed: number
}

/** Why small differences are to be expected. */
export type Cause = 'half-precision' | 'backend' | 'version' | 'computer'

export type Reproduction =
  | { readonly kind: 'identical' }
  /** As near as two computers come: no eye sees the difference. */
  | {
      readonly kind: 'close'
      readonly distance: Distance
      readonly cause: Cause
      readonly compared: Compared
    }
  /** The output that is farthest away. */
  | { readonly kind: 'differs'; readonly node: NodeId; readonly difference: Difference }
  /** Nothing can be said, because values are missing. */
  | { readonly kind: 'stand-ins'; readonly nodes: number }

export type Difference =
  | { readonly kind: 'missing' }
  | { readonly kind: 'size'; readonly expected: PictureSize; readonly actual: PictureSize }
  | { readonly kind: 'pixels'; readonly distance: Distance }
  /** The file has no picture of what differs. */
  | { readonly kind: 'unknown' }

export interface PictureSize {
  readonly width: number
  readonly height: number
  readonly samples: number
}

/** How many samples the file has pictures of, and how many there are. */
export interface Compared {
  readonly samples: number
  readonly of: number
}

/**
 * The mean may be as large as what graphics cards may cost of the range over a whole generator (0.2 %, in half precision
 * 3 %: see runtime/parity.ts). A single colour may be out by a step more, for both pictures were rounded; in half
 * precision single values stray farther.
 */
const CLOSE = { mean: 0.002 * 255, largest: 2 } as const
const CLOSE_IN_HALF_PRECISION = { mean: 0.03 * 255, largest: 0.1 * 255 } as const

export function judgeReproduction(expected: ExpectedResult, actual: ActualResult): Reproduction {
  if (actual.standIns > 0) return { kind: 'stand-ins', nodes: actual.standIns }
  const limit = actual.halfPrecision ? CLOSE_IN_HALF_PRECISION : CLOSE
  let close: Extract<Reproduction, { kind: 'close' }> | null = null
  let worst: Extract<Reproduction, { kind: 'differs' }> | null = null
  for (const wanted of expected.pictures) {
    const found = actual.pictures.find(({ node }) => node === wanted.node)
    const result = found ? compare(wanted, found) : ({ kind: 'missing' } as const)
    if (result === null) continue
    if (result.kind !== 'pixels' || !isWithin(result.distance, limit)) {
      const { node } = wanted
      const difference = result
      if (worst === null || weight(difference) > weight(worst.difference))
        worst = { kind: 'differs', node, difference }
    } else if (close === null || result.distance.largest > close.distance.largest) {
      const compared = { samples: wanted.pngs.length, of: wanted.samples }
      close = { kind: 'close', distance: result.distance, cause: causeOf(expected, actual), compared }
    }
  }
  return worst ?? close ?? { kind: 'identical' }
}

/** Null when every sample is the same to the bit. */
function compare(wanted: ExpectedPicture, found: Picture): Difference | null {
  if (wanted.width !== found.width || wanted.height !== found.height || wanted.samples !== found.samples)
    return { kind: 'size', expected: sizeOf(wanted), actual: sizeOf(found) }
  if (pictureHash(found) === wanted.sha256) return null
  const images = imagesOf(found)
  let largest = 0
  let sum = 0
  let changed = 0
  for (const [i, png] of wanted.pngs.entries()) {
    const image = images[i]
    const read = readPng(png, { side: EXPECTED_LIMITS.side, pixels: EXPECTED_LIMITS.pixels })
    const distance = read.ok && image ? comparePictures(read.value, image) : null
    if (!distance) return { kind: 'unknown' }
    largest = Math.max(largest, distance.largest)
    sum += distance.mean
    changed += distance.changed
  }
  // Pictures that are equal, or absent, say nothing of the samples that differ.
  if (largest === 0) return { kind: 'unknown' }
  const count = wanted.pngs.length
  return { kind: 'pixels', distance: { largest, mean: sum / count, changed: changed / count } }
}

function sizeOf({ width, height, samples }: PictureSize): PictureSize {
  return { width, height, samples }
}

function isWithin({ largest, mean }: Distance, limit: Pick<Distance, 'largest' | 'mean'>): boolean {
  return largest <= limit.largest && mean <= limit.mean
}

/** The likeliest first. */
function causeOf(expected: ExpectedResult, actual: ActualResult): Cause {
  if (actual.halfPrecision) return 'half-precision'
  if (expected.backend !== actual.backend) return 'backend'
  return expected.appVersion === actual.appVersion ? 'computer' : 'version'
}

/** A picture that is not there or of another size is farther away than any. */
function weight(difference: Difference): number {
  switch (difference.kind) {
    case 'missing':
      return 1000
    case 'size':
      return 999
    case 'unknown':
      return 0
    case 'pixels':
      return difference.distance.largest
  }
}

const CAUSES: Readonly<Record<Cause, string>> = {
  'half-precision': 'half precision keeps three digits',
  backend: 'it was saved from another backend',
  version: 'it was saved by another version',
  computer: 'computers round differently',
}

/** One sentence, for the command line. */
export function describeReproduction(result: Reproduction): string {
  switch (result.kind) {
    case 'identical':
      return 'The picture is identical to the saved one.'
    case 'close': {
      const { distance, cause, compared } = result
      const part =
        compared.samples < compared.of ? ` in the first ${compared.samples} of ${compared.of} samples` : ''
      return `The picture is within ${distance.largest} of 255 of the saved one${part}: ${CAUSES[cause]}.`
    }
    case 'differs':
      return `${result.node} ${describeDifference(result.difference)}.`
    case 'stand-ins': {
      const who = result.nodes === 1 ? '1 node runs' : `${result.nodes} nodes run`
      return `The picture cannot be compared with the saved one: ${who} on stand-ins for missing values.`
    }
  }
}

function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'missing':
      return 'gives no picture now, but did when the file was saved'
    case 'size': {
      const { expected, actual } = difference
      return `gives ${formatSize(actual)} now, but gave ${formatSize(expected)} when the file was saved`
    }
    case 'unknown':
      return 'gives another picture than when the file was saved; by how much, the file cannot tell'
    case 'pixels': {
      const { largest, changed } = difference.distance
      const part = (100 * changed).toFixed(changed < 0.1 ? 1 : 0)
      return `gives another picture than when the file was saved: up to ${largest} of 255, on ${part} % of the pixels`
    }
  }
}

function formatSize({ width, height, samples }: PictureSize): string {
  return `${samples} × ${width} × ${height} px`
}
