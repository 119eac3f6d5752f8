/**
 * Weights and pictures out of the files that hold them, each checked against its hash before anything uses it, and
 * into such files again.
 */
import { required } from '../base/assert'
import { sha256Hex } from '../base/hash'
import type { Sha256 } from '../base/ids'
import { clipName, quote } from '../base/quote'
import { fail, ok, type Result } from '../base/result'
import { fileError, type Diagnostic } from '../diagnostic/diagnostic'
import type { Document } from '../doc/document'
import { readChunks } from '../image/png-chunks'
import { PNG_LIMITS } from '../image/png'
import { readHeader } from '../image/png-header'
import type { PictureRef } from '../nodedef/params'
import { elementCount, tensor, tensorBytes, type Tensor } from '../tensor/tensor'
import { readSafetensors, writeSafetensors } from '../weights/safetensors'
import type { MutableTensorStore, TensorStore } from '../weights/tensor-store'
import { pictureUses, weightUses, type FileTables, type WeightPlace } from './file-tables'
import { createProblems, within } from './problems'

export interface StoredValues {
  readonly tensors: ReadonlyMap<Sha256, Tensor>
  /** PNG bytes. */
  readonly pictures: ReadonlyMap<Sha256, Uint8Array>
}

export interface StoredFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What a document wants of one file. */
export interface WantedFile {
  readonly weights: ReadonlyMap<Sha256, WeightPlace>
  readonly pictures: ReadonlyMap<Sha256, PictureRef>
}

/** All files, by path, that hold something the document uses and `store` has not got. */
export function wantedFiles(
  document: Document,
  tables: FileTables,
  store: TensorStore,
): ReadonlyMap<string, WantedFile> {
  const files = new Map<string, { weights: Map<Sha256, WeightPlace>; pictures: Map<Sha256, PictureRef> }>()
  function wanted(path: string): { weights: Map<Sha256, WeightPlace>; pictures: Map<Sha256, PictureRef> } {
    let file = files.get(path)
    if (!file) files.set(path, (file = { weights: new Map(), pictures: new Map() }))
    return file
  }
  for (const { sha256 } of weightUses(document)) {
    const place = tables.weights.get(sha256)
    if (place && !store.tensor(sha256)) wanted(place.file).weights.set(sha256, place)
  }
  for (const { picture } of pictureUses(document)) {
    const path = tables.pictures.get(picture.sha256)
    if (path !== undefined && !store.picture(picture.sha256))
      wanted(path).pictures.set(picture.sha256, picture)
  }
  return files
}

/** What is wanted of the file at `path`. A key that it has not got is no error here: see `missingValues`. */
export function readStoredFile(
  path: string,
  bytes: Uint8Array,
  wanted: WantedFile,
): Result<StoredValues, readonly Diagnostic[]> {
  const problems = createProblems()
  const pictures = new Map<Sha256, Uint8Array>()
  for (const picture of wanted.pictures.values()) {
    const problem = findPictureProblem(path, bytes, picture)
    if (problem) return fail([problem])
    pictures.set(picture.sha256, bytes)
  }
  if (wanted.weights.size === 0) return ok({ tensors: new Map(), pictures })

  const read = readSafetensors(bytes)
  if (!read.ok) return fail(within(path, read.error))
  const tensors = new Map<Sha256, Tensor>()
  // Each tensor is hashed once, however often a hostile table names it.
  const hashes = new Map<string, Sha256>()
  for (const [sha256, { key, dims }] of wanted.weights) {
    const value = read.value.tensors.get(key)
    if (!value) continue
    const hash = hashes.get(key) ?? sha256Hex(tensorBytes(value))
    hashes.set(key, hash)
    const problem = findTensorProblem(`${path}: ${clipName(key)}`, value, dims, hash === sha256)
    if (problem) problems.add(problem)
    else tensors.set(sha256, value)
  }
  return problems.hasErrors ? fail(problems.errors()) : ok({ tensors, pictures })
}

function findTensorProblem(
  path: string,
  value: Tensor,
  dims: readonly number[],
  hashIsRight: boolean,
): Diagnostic | null {
  const nextStep = 'Put the file that was saved with this graph beside it.'
  if (value.dims.join() !== dims.join()) {
    const message = `The graph says that this weight is [${dims.join(', ')}], but it is [${value.dims.join(', ')}].`
    return fileError('file/weight-dims', path, message, nextStep)
  }
  if (hashIsRight) return null
  const message = 'The values of this weight are not those the graph was saved with: their SHA-256 differs.'
  return fileError('file/weight-hash', path, message, nextStep)
}

function findPictureProblem(
  path: string,
  bytes: Uint8Array,
  { sha256, width, height, name }: PictureRef,
): Diagnostic | null {
  if (sha256Hex(bytes) !== sha256) {
    return fileError(
      'file/picture-hash',
      path,
      `This is not the picture ${quote(name)} that the graph was saved with: its SHA-256 differs.`,
      'Put the picture that was saved with this graph beside it, or choose the picture again.',
    )
  }
  const chunks = readChunks(bytes)
  const header = chunks.ok ? readHeader(chunks.value[0], PNG_LIMITS) : chunks
  if (!header.ok) return { ...header.error, place: { kind: 'file', path } }
  const { width: realWidth, height: realHeight } = header.value
  if (realWidth === width && realHeight === height) return null
  return fileError(
    'file/picture-size',
    path,
    `The graph says that the picture is ${width} × ${height} px, but it is ${realWidth} × ${realHeight}.`,
  )
}

export function putValues({ tensors, pictures }: StoredValues, store: MutableTensorStore): void {
  for (const [sha256, value] of tensors) store.putTensor(sha256, value)
  // A copy: these bytes may be a small part of a large archive, which would be kept alive with them.
  for (const [sha256, png] of pictures) store.putPicture(sha256, png.slice())
}

/** Warnings for what the document uses and nobody has: it opens, but these nodes cannot run. */
export function missingValues(
  document: Document,
  has: { readonly tensor: (sha256: Sha256) => boolean; readonly picture: (sha256: Sha256) => boolean },
): readonly Diagnostic[] {
  const problems = createProblems()
  for (const { node, name, sha256 } of weightUses(document)) {
    if (has.tensor(sha256)) continue
    problems.warn(
      'weights/missing',
      `nodes/${node}/weights/${name}`,
      `The values of ${node}'s weight ${name} are neither in this file nor beside it.`,
      'Find the file that was saved with the graph, or reset the weight to its initial values.',
    )
  }
  for (const { node, param, picture } of pictureUses(document)) {
    if (has.picture(picture.sha256)) continue
    problems.warn(
      'picture/missing',
      `nodes/${node}/params/${param}`,
      `The picture ${quote(picture.name)} is neither in this file nor beside it.`,
      'Choose the picture again.',
    )
  }
  return problems.warnings().map((d) => (d.code === 'file/more' ? { ...d, code: 'file/more-missing' } : d))
}

const ABOUT_MISSING: readonly string[] = [
  'weights/missing',
  'picture/missing',
  'file/more-missing',
  'file/companion-missing',
]

/** Told by a reader of values that it has not got, and settled once somebody else finds them. */
export function isAboutMissing({ code }: Diagnostic): boolean {
  return ABOUT_MISSING.includes(code)
}

/** The files that `tables` speaks of, except those in `leaveOut`: whole, with equal bytes for equal content. */
export function writeStoredFiles(
  tables: FileTables,
  store: TensorStore,
  leaveOut: ReadonlySet<string> = new Set(),
): readonly StoredFile[] {
  const weightFiles = new Map<string, Map<string, Tensor>>()
  for (const [sha256, { file, key, dims }] of tables.weights) {
    if (leaveOut.has(file)) continue
    const { data } = required(store.tensor(sha256), `the values of ${key}`)
    let entries = weightFiles.get(file)
    if (!entries) weightFiles.set(file, (entries = new Map<string, Tensor>()))
    entries.set(key, tensor(dims, data))
  }
  const files: StoredFile[] = [...weightFiles].map(([path, tensors]) => ({
    path,
    bytes: writeSafetensors(tensors),
  }))
  for (const [sha256, path] of tables.pictures) {
    if (leaveOut.has(path)) continue
    files.push({ path, bytes: required(store.picture(sha256), `the picture ${path}`) })
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Bytes that the weights of `tables` take, roughly what a file with them will have. */
export function weightBytes(tables: FileTables): number {
  let total = 0
  for (const { dims } of tables.weights.values()) total += 4 * elementCount(dims)
  return total
}
