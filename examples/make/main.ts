/**
 * Makes every file in `examples/`, the same bytes each time: `npm run examples`. A test compares the files with what
 * this code makes.
 */
import { APP_VERSION } from '../../core/app-version'
import { sha256Hex } from '../../core/base/hash'
import { required } from '../../core/base/assert'
import { stableJson } from '../../core/base/stable-json'
import { encodeUtf8 } from '../../core/base/utf8'
import type { Document } from '../../core/doc/document'
import type { FileTables } from '../../core/file/file-tables'
import { writeGraphFile } from '../../core/file/graph-file'
import { writePng } from '../../core/image/png'
import type { RgbaImage } from '../../core/image/rgba-image'
import { IMAGE_RANGE, tensorToImage } from '../../core/image/tensor-image'
import type { PictureRef } from '../../core/nodedef/params'
import { tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { readNpz } from '../../core/weights/npz'
import { readSafetensors } from '../../core/weights/safetensors'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { buildNoiseLab } from './noise-lab'
import { drawSunset } from './pictures'
import { buildStyleMixing, buildTruncation } from './portrait-lessons'
import { buildPortraits64 } from './portraits64'
import { buildFromBlocks, buildSkeleton } from './skeleton'
import { buildAdainTransfer, buildFirstLesson, buildNorms } from './small-graphs'
import { buildStylegan1256 } from './stylegan1-256'

/** The trained weights and golden pictures of portraits64. */
export interface Sources {
  readonly weights: Uint8Array
  readonly golden: Uint8Array
}

/** The weights of portraits64, for the graphs that refer to them. */
const PORTRAIT_WEIGHTS = 'weights/portraits64.safetensors'

/** Path in `examples/` to bytes; all but the thumbnails, which take a run. */
export function makeExamples(sources: Sources): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const store = createTensorStore()
  const golden = mustRead(readNpz(sources.golden)).tensors
  const portraits = required(golden.get('out/img'), 'out/img')
  const portrait = tensorToImage(portraits, IMAGE_RANGE, 1)

  const trained = mustRead(readSafetensors(sources.weights)).tensors

  function add(
    name: string,
    document: Document,
    format: 'loom' | 'loom.json',
    { thumbnail, known }: { readonly thumbnail?: RgbaImage; readonly known?: FileTables } = {},
  ): void {
    const written = mustRead(
      writeGraphFile(document, store, format, {
        appVersion: APP_VERSION,
        ...(thumbnail ? { thumbnail: writePng(thumbnail) } : {}),
        ...(known ? { known } : {}),
      }),
    )
    files.set(`${name}.${format}`, written.bytes)
    for (const { path, bytes } of written.companions) files.set(path, bytes)
    index.push({
      file: `${name}.${format}`,
      title: document.project.name,
      summary: document.project.description,
      thumbnail: `thumbnails/${name}.png`,
    })
  }

  const index: { file: string; title: string; summary: string; thumbnail: string }[] = []
  add('portraits64', buildPortraits64(trained, store), 'loom', { thumbnail: portrait })
  add('first-lesson', buildFirstLesson(store), 'loom.json')
  files.set(PORTRAIT_WEIGHTS, sources.weights)
  const known = tablesOf(trained, PORTRAIT_WEIGHTS)
  add('style-mixing', buildStyleMixing(trained, store), 'loom.json', { known })
  add('truncation', buildTruncation(trained, store), 'loom.json', { known })
  add('noise-lab', buildNoiseLab(store), 'loom.json')
  add(
    'adain-transfer',
    buildAdainTransfer(
      store,
      putPicture(store, portrait, 'portrait.png'),
      putPicture(store, drawSunset(), 'sunset.png'),
    ),
    'loom.json',
  )
  add('norms', buildNorms(store), 'loom.json')
  add('generator-skeleton', buildSkeleton(store), 'loom.json')
  add('from-blocks', buildFromBlocks(store), 'loom.json')
  add('stylegan1-256', buildStylegan1256(store), 'loom.json')
  files.set('index.json', encodeUtf8(stableJson(index)))
  return files
}

/** Where the tensors of a file that lies there already are found. */
function tablesOf(tensors: ReadonlyMap<string, Tensor>, file: string): FileTables {
  const weights = [...tensors].map(
    ([key, tensor]) => [sha256Hex(tensorBytes(tensor)), { file, key, dims: tensor.dims }] as const,
  )
  return { weights: new Map(weights), pictures: new Map() }
}

function putPicture(store: MutableTensorStore, image: RgbaImage, name: string): PictureRef {
  const png = writePng(image)
  const sha256 = sha256Hex(png)
  store.putPicture(sha256, png)
  return { sha256, width: image.width, height: image.height, name }
}

function mustRead<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: readonly { message: string }[] },
): T {
  if (!result.ok) throw new Error(result.error.map((d) => d.message).join('\n'))
  return result.value
}
