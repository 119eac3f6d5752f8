/**
 * Weights and pictures in files that no graph refers to by name: found by what they are. Reads .safetensors, .npz, .npy,
 * .loom and .png; a file's first bytes say which it is.
 */
import { sha256Hex } from '../base/hash'
import type { Sha256 } from '../base/ids'
import { fail, ok, type Result } from '../base/result'
import { fileError, type Diagnostic } from '../diagnostic/diagnostic'
import { importCheckpoint } from '../import/import-checkpoint'
import { namingSchemes } from '../import/naming-schemes'
import { tensorBytes, type Tensor } from '../tensor/tensor'
import { namedValues } from '../weights/named-values'
import { readNpy } from '../weights/npy'
import { readNpz } from '../weights/npz'
import { readSafetensors } from '../weights/safetensors'
import { createTensorStore, type MutableTensorStore } from '../weights/tensor-store'
import { GRAPH_ENTRY, unpackLoom } from './loom'
import { putValues, type StoredValues } from './stored-values'

type Outcome<T> = Result<T, readonly Diagnostic[]>

/** The endings of the files that are worth a look. */
export const VALUE_FILES: readonly string[] = ['.safetensors', '.npz', '.npy', '.loom', '.png']

/** SHA-256 in hex; where the platform has a faster one than ours, it may be used. */
export type HashOf = (bytes: Uint8Array) => Sha256

/**
 * All that the file could give a graph, by hash: its tensors as they are, and as importing the checkpoint would make them,
 * which turns some of them around.
 */
export function valuesIn(bytes: Uint8Array, hashOf: HashOf = sha256Hex): Outcome<StoredValues> {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47]))
    return ok({ tensors: new Map(), pictures: new Map([[hashOf(bytes), bytes]]) })
  if (startsWith(bytes, [0x93, 0x4e, 0x55, 0x4d])) {
    const array = readNpy(bytes)
    return array.ok ? ok({ tensors: byHash([array.value], hashOf), pictures: new Map() }) : array
  }
  const isZip = startsWith(bytes, [0x50, 0x4b])
  if (isZip) {
    const archive = unpackLoom(bytes)
    if (archive.ok && archive.value.has(GRAPH_ENTRY)) return valuesInLoom(archive.value, hashOf)
  }
  const file = isZip ? readNpz(bytes) : readSafetensors(bytes)
  if (!file.ok) return file
  const tensors = byHash(file.value.tensors.values(), hashOf)
  const keys = [...file.value.tensors.keys()]
  if (namingSchemes(keys).some((scheme) => scheme.recognises(keys)))
    for (const growing of [false, true])
      for (const [sha256, tensor] of imported(bytes, growing)) tensors.set(sha256, tensor)
  return ok({ tensors, pictures: new Map() })
}

/** The hashes of what a file holds; none of a file that cannot be understood, which is no file of values then. */
export function namesIn(bytes: Uint8Array, hashOf: HashOf = sha256Hex): readonly Sha256[] {
  const values = valuesIn(bytes, hashOf)
  return values.ok ? [...values.value.tensors.keys(), ...values.value.pictures.keys()] : []
}

function valuesInLoom(entries: ReadonlyMap<string, Uint8Array>, hashOf: HashOf): Outcome<StoredValues> {
  const tensors = new Map<Sha256, Tensor>()
  const pictures = new Map<Sha256, Uint8Array>()
  for (const [name, bytes] of entries) {
    if (name.endsWith('.png')) pictures.set(hashOf(bytes), bytes)
    if (!name.endsWith('.safetensors')) continue
    const file = readSafetensors(bytes)
    if (!file.ok) return file
    for (const [sha256, tensor] of byHash(file.value.tensors.values(), hashOf)) tensors.set(sha256, tensor)
  }
  return ok({ tensors, pictures })
}

function byHash(tensors: Iterable<Tensor>, hashOf: HashOf): Map<Sha256, Tensor> {
  const found = new Map<Sha256, Tensor>()
  for (const tensor of tensors) found.set(hashOf(tensorBytes(tensor)), tensor)
  return found
}

/** Nothing for a file that is no checkpoint of a known naming. */
function imported(bytes: Uint8Array, growing: boolean): ReadonlyMap<Sha256, Tensor> {
  const store = createTensorStore()
  const read = importCheckpoint(bytes, store, { name: '', growing })
  const names = read.ok ? namedValues(read.value.document.nodes.values()) : []
  return new Map([...names].flatMap((name) => entryOf(name, store.tensor(name))))
}

function entryOf(name: Sha256, tensor: Tensor | undefined): readonly [Sha256, Tensor][] {
  return tensor ? [[name, tensor]] : []
}

/** Puts those of `wanted` that the file holds into the store, and names them. Fails when it holds none. */
export function takeValues(
  bytes: Uint8Array,
  wanted: ReadonlySet<Sha256>,
  store: MutableTensorStore,
): Outcome<readonly Sha256[]> {
  const values = valuesIn(bytes)
  if (!values.ok) return values
  const chosen = {
    tensors: chosenOf(values.value.tensors, wanted),
    pictures: chosenOf(values.value.pictures, wanted),
  }
  const names = [...chosen.tensors.keys(), ...chosen.pictures.keys()]
  if (names.length === 0) return fail([holdsNone(values.value, wanted.size)])
  putValues(chosen, store)
  return ok(names)
}

function chosenOf<Value>(all: ReadonlyMap<Sha256, Value>, wanted: ReadonlySet<Sha256>): Map<Sha256, Value> {
  return new Map([...all].filter(([sha256]) => wanted.has(sha256)))
}

function holdsNone({ tensors, pictures }: StoredValues, wanted: number): Diagnostic {
  const held = `${tensors.size} ${tensors.size === 1 ? 'tensor' : 'tensors'}`
  const found = pictures.size > 0 && tensors.size === 0 ? 'another picture' : held
  return fileError(
    'file/not-wanted',
    'file',
    `The file holds ${found}, but none of the ${wanted} values that the graph misses.`,
    'Choose the file that the graph was made from, or the .loom that was saved with it.',
  )
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte)
}
