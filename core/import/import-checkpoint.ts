import { fail, ok, type Result } from '../base/result'
import { error, fileError, type Diagnostic } from '../diagnostic/diagnostic'
import type { Document } from '../doc/document'
import { TEXT_LIMITS } from '../doc/record-problems'
import type { Tensor } from '../tensor/tensor'
import { formatDims } from '../tensor/wire-type'
import { readNpz } from '../weights/npz'
import { readSafetensors } from '../weights/safetensors'
import type { TensorFile } from '../weights/tensor-file'
import type { MutableTensorStore } from '../weights/tensor-store'
import { namingSchemes, type NamingScheme } from './naming-schemes'
import {
  layerScopes,
  synthesisLayers,
  tensorSlots,
  type Stylegan1Architecture,
} from './stylegan1-architecture'
import { buildStylegan1 } from './stylegan1-graph'

export interface ImportOptions {
  /** A scheme's id, or `auto` to recognise it by its keys. */
  readonly scheme?: string
  readonly growing?: boolean
  /** The graph's name; cut where it is longer than such a name may be, as names of files are. */
  readonly name: string
}

export interface Imported {
  readonly document: Document
  readonly scheme: string
  readonly architecture: Stylegan1Architecture
  /** Keys of the file that became no weight. */
  readonly unusedKeys: readonly string[]
}

/** A checkpoint's bytes to a laid-out graph with its weights. Nothing is built when something needed is missing. */
export function importCheckpoint(
  bytes: Uint8Array,
  store: MutableTensorStore,
  options: ImportOptions,
): Result<Imported, readonly Diagnostic[]> {
  const file = readCheckpoint(bytes)
  if (!file.ok) return file
  const keys = [...file.value.tensors.keys()]
  const scheme = chooseScheme(keys, options.scheme ?? 'auto')
  if (!scheme.ok) return scheme

  const tensors = new Map<string, Tensor>()
  const keyOf = new Map<string, string>()
  for (const [key, tensor] of file.value.tensors) {
    const name = scheme.value.localName(key)
    if (name === null) continue
    tensors.set(name, scheme.value.convert(name, tensor))
    keyOf.set(name, key)
  }
  const architecture = findArchitecture(tensors)
  if (!architecture.ok) return architecture

  const growing = options.growing ?? false
  const slots = tensorSlots(architecture.value, growing)
  const problems: Diagnostic[] = []
  for (const slot of slots) {
    const tensor = tensors.get(slot.name)
    if (!tensor) {
      if (!slot.optional)
        problems.push(
          fileError(
            'import/missing-tensor',
            slot.name,
            `The checkpoint has no ${slot.name}.`,
            'Is it a whole generator?',
          ),
        )
    } else if (tensor.dims.join() !== slot.dims.join()) {
      problems.push(
        fileError(
          'import/shape',
          keyOf.get(slot.name) ?? slot.name,
          `This tensor is ${formatDims(tensor.dims)}, but the layer needs ${formatDims(slot.dims)}.`,
        ),
      )
    }
  }
  if (problems.length > 0) return fail(problems)

  const used = new Set(slots.map((slot) => slot.name))
  const unusedKeys = keys.filter((key) => !used.has(scheme.value.localName(key) ?? ''))
  const { resolution } = architecture.value
  const project = {
    // Not through the middle of a character.
    name: options.name.slice(0, TEXT_LIMITS.projectName).replace(/[\uD800-\uDBFF]$/, ''),
    description: `StyleGAN1 generator, ${resolution} px, imported from a checkpoint with ${scheme.value.title}.`,
  }
  const document = buildStylegan1(architecture.value, tensors, store, { project, growing })
  return ok({ document, scheme: scheme.value.title, architecture: architecture.value, unusedKeys })
}

/** A zip is read as npz, everything else as safetensors. */
function readCheckpoint(bytes: Uint8Array): Result<TensorFile, readonly Diagnostic[]> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (isZip) return readNpz(bytes)
  if (bytes[0] === 0x80) {
    return fail([
      fileError(
        'import/pickle',
        'byte 0',
        'This is a Python pickle, which can run code and is never opened.',
        'Convert it to .npz or .safetensors first.',
      ),
    ])
  }
  return readSafetensors(bytes)
}

function chooseScheme(keys: readonly string[], wanted: string): Result<NamingScheme, readonly Diagnostic[]> {
  const schemes = namingSchemes(keys)
  const names = schemes.map((scheme) => scheme.id).join(', ')
  if (wanted !== 'auto') {
    const named = schemes.find((scheme) => scheme.id === wanted)
    return named
      ? ok(named)
      : fail([
          error(
            'import/unknown-scheme',
            { kind: 'graph' },
            `There is no naming scheme ${wanted}.`,
            `Known: auto, ${names}.`,
          ),
        ])
  }
  const recognised = schemes.find((scheme) => scheme.recognises(keys))
  if (recognised) return ok(recognised)
  const some = keys.slice(0, 3).join(', ') || 'none'
  return fail([
    fileError(
      'import/unrecognised',
      'keys',
      `No known naming scheme fits this file's keys (first: ${some}).`,
      `Known schemes: ${names}.`,
    ),
  ])
}

/** Reads resolution, widths and channels off the tensors' shapes. */
function findArchitecture(
  tensors: ReadonlyMap<string, Tensor>,
): Result<Stylegan1Architecture, readonly Diagnostic[]> {
  if (tensors.has('LabelConcat/weight')) {
    return fail([
      fileError(
        'import/conditional',
        'LabelConcat/weight',
        'This generator takes labels, which is not supported.',
      ),
    ])
  }
  let resolution = 4
  while (tensors.has(`${resolution * 2}x${resolution * 2}/Conv1/weight`)) resolution *= 2
  let mappingLayers = 0
  while (tensors.has(`Dense${mappingLayers}/weight`)) mappingLayers++
  const first = tensors.get('Dense0/weight')?.dims
  const constant = tensors.get('4x4/Const/const')?.dims
  if (resolution < 8 || !first || first.length !== 2 || !constant || constant.length !== 4) {
    return fail([
      fileError(
        'import/no-generator',
        'keys',
        'The file lacks the mapping network (Dense0), the constant (4x4/Const) or the first block (8x8).',
        'Is it a whole StyleGAN1 generator?',
      ),
    ])
  }
  const scopes = layerScopes(resolution)
  const channelsOf = (index: number): number => tensors.get(`${scopes[index]}/bias`)?.dims[0] ?? 0
  const [wSize = 0, latentSize = 0] = first
  return ok({
    resolution,
    latentSize,
    wSize,
    mappingLayers,
    layers: synthesisLayers(resolution, channelsOf),
  })
}
