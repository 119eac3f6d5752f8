/**
 * What runs in place of weights and pictures that nobody could find, so that a graph can be looked at and worked on
 * without them: initial values, and a grey checker. Every node that does so says it.
 */
import type { NodeId } from '../base/ids'
import { warning, type Diagnostic } from '../diagnostic/diagnostic'
import type { NodeRecord } from '../doc/document'
import type { PictureRef } from '../nodedef/params'
import { tensor, type Tensor } from '../tensor/tensor'

const CODES: readonly string[] = ['weights/stand-in', 'picture/stand-in']

/** Larger ones are not stood in for: the size is only what the file says of a picture that is not there. */
const MOST_PIXELS = 4096 * 4096

const SQUARE = 8
const DARK = -0.2
const LIGHT = 0.2

const NEXT_STEP =
  'The picture is not the one that was saved: locate the file that holds them, or put it into the weights folder.'

export function isStandIn({ code }: Diagnostic): boolean {
  return CODES.includes(code)
}

/** Named as in a run. */
export function nodesWithStandIns(diagnostics: readonly Diagnostic[]): ReadonlySet<NodeId> {
  const all = diagnostics.filter(isStandIn)
  return new Set(all.flatMap(({ place }) => (place.kind === 'node' ? place.node : [])))
}

export function standInWeights({ id, title }: NodeRecord, names: readonly string[]): Diagnostic {
  const one = names.length === 1
  return warning(
    'weights/stand-in',
    { kind: 'node', node: id },
    `${title ?? id} runs on initial values: those of its ${one ? 'weight' : 'weights'} ${names.join(', ')} were not found.`,
    NEXT_STEP,
  )
}

export function standInPicture({ id }: NodeRecord, param: string, { name }: PictureRef): Diagnostic {
  return warning(
    'picture/stand-in',
    { kind: 'node', node: id, param },
    `The picture ${name} was not found; a grey checker stands in its place.`,
    'Locate the picture, or choose another one.',
  )
}

export function mayStandIn({ width, height }: PictureRef): boolean {
  return width * height <= MOST_PIXELS
}

/** A grey checker of the picture's size, as [1, 3, H, W] in [-1, 1]. */
export function checker({ width, height }: PictureRef): Tensor {
  const plane = width * height
  const out = new Float32Array(3 * plane)
  for (let pixel = 0; pixel < plane; pixel++) {
    const column = Math.floor((pixel % width) / SQUARE)
    const row = Math.floor(Math.floor(pixel / width) / SQUARE)
    out[pixel] = (column + row) % 2 === 0 ? DARK : LIGHT
  }
  out.copyWithin(plane, 0, plane)
  out.copyWithin(2 * plane, 0, plane)
  return tensor([1, 3, height, width], out)
}
