import type { Document } from '../../core/doc/document'
import { createGraphBuilder } from '../../core/import/graph-builder'
import { tensor } from '../../core/tensor/tensor'
import type { MutableTensorStore } from '../../core/weights/tensor-store'
import { addNote } from './note'

const CHANNELS = 8

/** One styled map of 32 px, three times: without noise, with fine noise, with noise that a later layer has spread. */
export function buildNoiseLab(store: MutableTensorStore): Document {
  const builder = createGraphBuilder(store)
  builder.node(
    'const',
    'input/constant',
    { column: 0, row: 0 },
    { params: { init: 'normal', channels: CHANNELS, height: 8, width: 8 } },
  )
  addUpsample('map16', 'const.y', 1, 0)
  addUpsample('map32', 'map16.y', 2.2, 0)
  addPicture('plain', 'map32.y', 0, 'Without noise')

  addNoise('coarse', 16, 1, 2.5)
  addInjection('coarse', 'map16.y', { column: 2.2, row: 2.3 })
  addUpsample('coarse_up', 'coarse_in.y', 3.3, 2.3)
  addPicture('coarse', 'coarse_up.y', 2.3, 'Noise at 16 px')

  addNoise('fine', 32, 2, 4.8)
  addInjection('fine', 'map32.y', { column: 3.3, row: 4.6 })
  addPicture('fine', 'fine_in.y', 4.6, 'Noise at 32 px')

  addNote(
    builder,
    { column: 0, row: 6.1, width: 600, height: 170 },
    `# The noise lab
The same map three times. Noise that comes in early is spread by the layers after it; noise that comes in late is as fine as the picture.

- Drag **amount** of an injection: the shapes stay, the accidents change.
- Drag the **seed** of a noise image: another picture of the same thing.`,
  )
  return builder.build({
    name: 'noise lab',
    description:
      'Where noise enters decides how coarse its accidents are. The same map without noise, with noise at 16 px and with noise at 32 px: drag the amounts and the seeds.',
  })

  function addUpsample(id: string, x: string, column: number, row: number): void {
    builder.node(id, 'conv/upsample', { column, row }, { params: { mode: 'bilinear' }, from: { x } })
  }

  function addNoise(id: string, side: number, seed: number, row: number): void {
    builder.node(
      `${id}_noise`,
      'input/noise',
      { column: 1, row },
      { title: `Noise of ${side} px`, params: { seed, height: side, width: side } },
    )
  }

  /** With strengths as if they had been learned: an untrained injection adds nothing. */
  function addInjection(id: string, x: string, at: { readonly column: number; readonly row: number }): void {
    builder.node(`${id}_in`, 'noise/inject', at, {
      params: { amount: 1 },
      from: { x, noise: `${id}_noise.noise` },
    })
    builder.weights(`${id}_in`, { strength: tensor([CHANNELS], new Float32Array(CHANNELS).fill(0.5)) })
  }

  function addPicture(id: string, x: string, row: number, title: string): void {
    builder.node(`${id}_act`, 'activation/leaky-relu', { column: 4.4, row }, { from: { x } })
    builder.node(
      `${id}_rgb`,
      'arithmetic/slice',
      { column: 5.4, row },
      { title: 'First 3 channels', params: { first: 0, count: 3 }, from: { x: `${id}_act.y` } },
    )
    builder.node(
      `${id}_image`,
      'output/image',
      { column: 6.4, row },
      { title, params: { low: -2, high: 2 }, from: { x: `${id}_rgb.y` } },
    )
  }
}
