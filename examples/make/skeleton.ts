import { blockFromData } from '../../core/doc/block'
import { createDocument, type Document, type Project } from '../../core/doc/document'
import { createGraphBuilder, type GraphBuilder, type GridPlace } from '../../core/import/graph-builder'
import type { MutableTensorStore } from '../../core/weights/tensor-store'
import { builtInBlocks } from '../../blocks/index'
import { addNote } from './note'

const W_SIZE = 128
const CHANNELS = 32

/** The bones of a style-based generator: a mapping, two styled layers and a picture of 16 px. */
export function buildSkeleton(store: MutableTensorStore): Document {
  const builder = createGraphBuilder(store)
  addMapping(builder, 4)
  builder.node(
    'const',
    'input/constant',
    { column: 3, row: 0 },
    { params: { init: 'normal', channels: CHANNELS, height: 8, width: 8 } },
  )
  addStyle(builder, 0, 'const.y', 5.2)
  builder.node(
    'up',
    'conv/upsample',
    { column: 6.2, row: 0 },
    { params: { mode: 'bilinear' }, from: { x: 'layer0.y' } },
  )
  builder.node(
    'conv',
    'conv/conv2d',
    { column: 7.2, row: 0 },
    { params: { filters: CHANNELS, equalized: true }, from: { x: 'up.y' } },
  )
  builder.node('act', 'activation/leaky-relu', { column: 8.2, row: 0 }, { from: { x: 'conv.y' } })
  addStyle(builder, 1, 'act.y', 9.3)
  addEnd(builder, 'layer1.y', { column: 10.3, row: 0 })
  addNote(
    builder,
    { column: 0, row: 0, width: 560, height: 230 },
    `# A generator to grow
1. z becomes w in the mapping network.
2. A learned constant begins the picture.
3. Each layer: upsample, conv, activation, then the style of w by affine and AdaIN.

Copy **Upsample** to **Layer 1** and put the copy behind it: each copy doubles the picture. Give its affine the next row of w.`,
  )
  return builder.build({
    name: 'generator skeleton',
    description:
      'The bones of a style-based generator with initial weights: mapping, a learned constant, two styled layers, a picture. Copy a layer to let it grow.',
  })
}

/** The same idea out of the blocks that come with the program: a StyleGAN of 32 px. */
export function buildFromBlocks(store: MutableTensorStore): Document {
  const builder = createGraphBuilder(store)
  addMapping(builder, 8)
  builder.node(
    'start',
    'block/stylegan-first-block',
    { column: 4, row: 1 },
    { title: '4 × 4', params: { layer1: 0, layer2: 1 }, from: { w: 'truncation.w' } },
  )
  let x = 'start.y'
  for (const [index, resolution] of [8, 16, 32].entries()) {
    const id = `to${resolution}`
    builder.node(
      id,
      'block/stylegan-resolution',
      { column: 5.1 + 1.1 * index, row: 1 },
      {
        title: `${resolution} × ${resolution}`,
        params: { resolution, layer1: 2 * index + 2, layer2: 2 * index + 3 },
        from: { x, w: 'truncation.w' },
      },
    )
    x = `${id}.y`
  }
  addEnd(builder, x, { column: 8.4, row: 1 })
  addNote(
    builder,
    { column: 4, row: 4, width: 480, height: 170 },
    `# Blocks
Each block is a graph of its own: double click one to look inside, and to change it for all that are like it.

To double the picture, drag another **StyleGAN Resolution** from the palette onto the wire before To RGB, connect w to it, and set its *resolution after* to 64.`,
  )
  const project: Project = {
    name: 'from blocks',
    description:
      'A StyleGAN of 32 px out of four built-in blocks, with initial weights. Enter a block to see its layers; put in another resolution to make the picture larger.',
  }
  const { nodes, links } = builder.build(project)
  const used = builtInBlocks.filter(({ id }) => ['stylegan-first-block', 'stylegan-resolution'].includes(id))
  return createDocument(project, nodes.values(), links.values(), used.map(blockFromData))
}

/** From z to a row of w for each of `layers`. */
function addMapping(builder: GraphBuilder, layers: number): void {
  builder.node('z', 'input/latent', { column: 0, row: 2.2 }, { params: { dim: 64 } })
  builder.node('z_norm', 'mapping/pixel-norm', { column: 1, row: 2.2 }, { from: { x: 'z.z' } })
  builder.node(
    'mapping',
    'mapping/mlp',
    { column: 2, row: 2.2 },
    { params: { layers: 4, width: W_SIZE, equalized: false }, from: { z: 'z_norm.y' } },
  )
  builder.node(
    'truncation',
    'mapping/truncation',
    { column: 3, row: 2.2 },
    { params: { psi: 1, cutoff: layers, layers }, from: { w: 'mapping.w' } },
  )
}

function addStyle(builder: GraphBuilder, layer: number, x: string, column: number): void {
  builder.node(
    `affine${layer}`,
    'style/affine',
    { column: column - 1.1, row: 1.2 },
    { params: { channels: CHANNELS, layer }, from: { w: 'truncation.w' } },
  )
  builder.node(
    `layer${layer}`,
    'norm/adain',
    { column, row: 0 },
    { title: `Layer ${layer}`, from: { x, styles: `affine${layer}.styles` } },
  )
}

function addEnd(builder: GraphBuilder, x: string, at: GridPlace): void {
  builder.node('to_rgb', 'conv/to-rgb', at, { from: { x } })
  builder.node(
    'image',
    'output/image',
    { ...at, column: at.column + 1 },
    { params: { low: -3, high: 3 }, from: { x: 'to_rgb.image' } },
  )
}
