/**
 * Two lessons on the trained portraits: style mixing and truncation. Each network is a block, so that several pictures
 * stand side by side in a graph that one sees at a glance; their weights lie beside the graphs, once for both.
 */
import { required } from '../../core/base/assert'
import { blockId } from '../../core/base/ids'
import { BLOCK_INPUT, BLOCK_OUTPUT, blockType } from '../../core/doc/block'
import { createDocument, type BlockRecord, type Document, type Project } from '../../core/doc/document'
import { createGraphBuilder, type GraphBuilder, type GridPlace } from '../../core/import/graph-builder'
import type { Tensor } from '../../core/tensor/tensor'
import type { MutableTensorStore } from '../../core/weights/tensor-store'
import { addNote } from './note'
import {
  buildPortraitMapping,
  buildPortraitSynthesis,
  PORTRAIT_LATENT,
  PORTRAIT_LAYERS,
} from './portrait-parts'

type Tensors = ReadonlyMap<string, Tensor>

/** From one node with a picture on it to the next below. */
const PICTURE_ROWS = 2.3

const MAPPING = blockId('portrait-mapping')
const GENERATOR = blockId('portrait-generator')

/** Two people, and a third who has some layers of each. */
export function buildStyleMixing(tensors: Tensors, store: MutableTensorStore): Document {
  const builder = createGraphBuilder(store)
  const people = [
    ['a', 'A', 0, 1],
    ['b', 'B', 2 * PICTURE_ROWS, 7],
  ] as const
  for (const [id, title, row, seed] of people) {
    addLatent(builder, `z_${id}`, { column: 0, row }, { seed }, `z of ${title}`)
    addBlock(builder, `w_${id}`, MAPPING, { column: 1, row }, { z: `z_${id}.z` }, `w of ${title}`)
    addPicture(builder, id, { column: 3.2, row }, `w_${id}.w`, title)
  }
  builder.node(
    'mix',
    'mapping/style-mix',
    { column: 2.1, row: PICTURE_ROWS },
    {
      title: 'Style mix',
      params: { range: 'coarse', layers: PORTRAIT_LAYERS },
      from: { a: 'w_a.w', b: 'w_b.w' },
    },
  )
  addPicture(builder, 'mixed', { column: 3.2, row: PICTURE_ROWS }, 'mix.w', 'A with styles of B')
  addNote(
    builder,
    { column: 0, row: 5.8, width: 560, height: 170 },
    `# Style mixing
Every layer reads its own row of w. **Style mix** takes some rows from B and all others from A.

- *Coarse* rows carry pose and shape, *middle* rows features, *fine* rows colours.
- Choose another range in the node, or drag the seed of a latent.`,
  )
  return withBlocks(builder, tensors, store, {
    name: 'style mixing',
    description:
      'Two portraits and a third that takes the styles of some layers from each: choose which ones in the style mix, and see what coarse, middle and fine layers carry.',
  })
}

/** The same four latents at three distances from the average. */
export function buildTruncation(tensors: Tensors, store: MutableTensorStore): Document {
  const builder = createGraphBuilder(store)
  addLatent(builder, 'z', { column: 0, row: PICTURE_ROWS }, { seed: 3, batch: 4 }, 'z of four people')
  addBlock(builder, 'w', MAPPING, { column: 1, row: PICTURE_ROWS }, { z: 'z.z' }, 'w')
  const average = required(tensors.get('w_average'), 'w_average')
  for (const [index, psi] of [1, 0.5, 0].entries()) {
    const row = PICTURE_ROWS * index
    const id = `psi_${index}`
    builder.node(
      id,
      'mapping/truncation',
      { column: 2.1, row },
      { params: { psi, cutoff: PORTRAIT_LAYERS, layers: PORTRAIT_LAYERS }, from: { w: 'w.w' } },
    )
    builder.weights(id, { average })
    addPicture(builder, `picture_${index}`, { column: 3.2, row }, `${id}.w`, `psi ${psi}`)
  }
  addNote(
    builder,
    { column: 0, row: 4, width: 440, height: 200 },
    `# The truncation trick
w′ = average + psi · (w − average): a smaller psi draws every picture towards the average one.

- At 1 nothing changes; at 0 all four are the same person.
- Drag a psi, also below 0: what is the opposite of somebody?`,
  )
  return withBlocks(builder, tensors, store, {
    name: 'truncation',
    description:
      'Four portraits at three values of psi: the closer to the average, the fewer oddities and the less variety. Drag a psi and watch.',
  })
}

function addLatent(
  builder: GraphBuilder,
  id: string,
  at: GridPlace,
  params: { readonly seed: number; readonly batch?: number },
  title: string,
): void {
  builder.node(id, 'input/latent', at, { title, params: { dim: PORTRAIT_LATENT, ...params } })
}

function addBlock(
  builder: GraphBuilder,
  id: string,
  block: typeof MAPPING,
  at: GridPlace,
  from: Readonly<Record<string, string>>,
  title: string,
): void {
  builder.node(id, blockType(block), at, { title, from })
}

/** A generator that listens to `w`, and the picture it makes. */
function addPicture(builder: GraphBuilder, id: string, at: GridPlace, w: string, title: string): void {
  addBlock(builder, `generator_${id}`, GENERATOR, at, { w }, `Generator, ${title}`)
  builder.node(
    `image_${id}`,
    'output/image',
    { ...at, column: at.column + 1.1 },
    { title, from: { x: `generator_${id}.image` } },
  )
}

function withBlocks(
  builder: GraphBuilder,
  tensors: Tensors,
  store: MutableTensorStore,
  project: Project,
): Document {
  const { nodes, links } = builder.build(project)
  const weight = (name: string): Tensor => required(tensors.get(name), name)
  const mapping = drawInside(store, (inner) => {
    inner.node('z', BLOCK_INPUT, { column: 0, row: 0 }, { title: 'z' })
    inner.node('z_norm', 'mapping/pixel-norm', { column: 1, row: 0 }, { from: { x: 'z.y' } })
    buildPortraitMapping(inner, weight, 'mapping', { column: 2, row: 0 }, 'z_norm.y')
    inner.node('w', BLOCK_OUTPUT, { column: 3, row: 0 }, { title: 'w', from: { x: 'mapping.w' } })
  })
  const generator = drawInside(store, (inner) => {
    inner.node('w', BLOCK_INPUT, { column: 4, row: 9 }, { title: 'w' })
    const picture = buildPortraitSynthesis(inner, weight, 'w.y')
    inner.node('image', BLOCK_OUTPUT, { column: 10.7, row: 18.9 }, { title: 'picture', from: { x: picture } })
  })
  return createDocument(project, nodes.values(), links.values(), [
    {
      id: MAPPING,
      title: 'Portrait Mapping',
      summary: 'From a latent of 64 numbers to w of 128: the mapping network of portraits64, as trained.',
      params: [],
      ...mapping,
    },
    {
      id: GENERATOR,
      title: 'Portrait Generator',
      summary:
        'From w to a drawn portrait of 64 px: the synthesis network of portraits64, as trained, ten layers.',
      params: [],
      ...generator,
    },
  ])
}

function drawInside(
  store: MutableTensorStore,
  draw: (inner: GraphBuilder) => void,
): Pick<BlockRecord, 'nodes' | 'links'> {
  const inner = createGraphBuilder(store)
  draw(inner)
  const { nodes, links } = inner.build({ name: '', description: '' })
  return { nodes, links }
}
