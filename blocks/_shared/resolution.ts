/** The two layers of one resolution of StyleGAN's synthesis network, with either of the two ways to double a map. */
import type { BlockData } from '../../core/doc/block'
import { drawBlock, type Sketch } from './sketch'
import { addStyledEnd, END_COLUMNS } from './styled-end'

interface ResolutionSpec {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** Side of the map that comes out, to begin with. */
  readonly resolution: number
  readonly isFused: boolean
}

/** Light enough to look at; the summary says what the paper has. */
export const FEATURE_MAPS = 64
/** Between the upper layer and the lower one. */
const LOWER_ROW = 3

export function drawResolution({ resolution, isFused, ...words }: ResolutionSpec): BlockData {
  const index = 2 * Math.log2(resolution) - 4
  return drawBlock(words, (sketch) => {
    const x = sketch.input('x', 'feature map', { column: 0, row: 0 })
    const w = sketch.input('w', 'w', { column: 0, row: 1.2 })
    const blurred = sketch.node('blur1', 'conv/blur', { column: 3, row: 0 }, { from: { x: doubled(x) } })
    const upper = addStyledEnd(sketch, {
      suffix: '1',
      x: `${blurred}.y`,
      w,
      at: { column: 4, row: 0 },
      channels: FEATURE_MAPS,
      resolution,
      index,
    })
    const conv = sketch.node(
      'conv2',
      'conv/conv2d',
      { column: 3, row: LOWER_ROW },
      {
        params: CONV,
        from: { x: upper },
      },
    )
    const lower = addStyledEnd(sketch, {
      suffix: '2',
      x: `${conv}.y`,
      w,
      at: { column: 4, row: LOWER_ROW },
      channels: FEATURE_MAPS,
      resolution,
      index: index + 1,
    })
    sketch.output('y', 'styled map', { column: 4 + END_COLUMNS, row: LOWER_ROW }, lower)
    addFace(sketch)

    function doubled(from: string): string {
      if (isFused) {
        const params = { filters: FEATURE_MAPS, bias: false, equalized: true }
        return `${sketch.node('conv1', 'conv/up-conv', { column: 2, row: 0 }, { params, from: { x: from } })}.y`
      }
      const up = sketch.node('up1', 'conv/upsample', { column: 1, row: 0 }, { from: { x: from } })
      const at = { column: 2, row: 0 }
      return `${sketch.node('conv1', 'conv/conv2d', at, { params: CONV, from: { x: `${up}.y` } })}.y`
    }
  })
}

/** The conv of a styled layer: its bias comes after blur and noise. */
export const CONV = { filters: FEATURE_MAPS, kernel: 3, bias: false, equalized: true }

function addFace(sketch: Sketch): void {
  sketch.knob(
    'featureMaps',
    'feature maps',
    'conv1.filters',
    'affine1.channels',
    'conv2.filters',
    'affine2.channels',
  )
  sketch.knob(
    'resolution',
    'resolution after',
    'noise1.height',
    'noise1.width',
    'noise2.height',
    'noise2.width',
  )
  addTwoLayerFace(sketch)
}

/** What a block of two styled layers lets one set of its noise and of which rows of w it listens to. */
export function addTwoLayerFace(sketch: Sketch): void {
  sketch.knob('noise', 'noise amount', 'inject1.amount', 'inject2.amount')
  sketch.knob('noiseSource', 'noise images', 'noise1.source', 'noise2.source')
  sketch.knob('noiseSeed1', 'first noise seed', 'noise1.seed')
  sketch.knob('noiseSeed2', 'second noise seed', 'noise2.seed')
  sketch.knob('layer1', 'first row of w', 'affine1.layer')
  sketch.knob('layer2', 'second row of w', 'affine2.layer')
}
