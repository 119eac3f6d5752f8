import { BinaryWriter, WireType as Wire } from '@bufbuild/protobuf/wire'
import type { Compiled } from '../compile/compile'
import type { IrInitializer, IrOperator } from '../compile/ir'
import type { Attribute } from '../nodedef/emitter'
import type { Dim } from '../tensor/wire-type'

/**
 * ONNX bytes. Field numbers and enums are those of onnx.proto3. The same compiled graph always gives
 * the same bytes; every operator is named `node:Operator`, so a runtime's message leads back to a node.
 */

const FLOAT = 1
const ELEMENT_TYPE: Readonly<Record<IrInitializer['dtype'], number>> = {
  float32: FLOAT,
  float16: 10,
  int64: 7,
}
/** data_location */
const EXTERNAL = 1
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, floats: 6, ints: 7 } as const

export interface EncodeOptions {
  readonly name: string
  readonly producerVersion: string
  /** Default 8, the oldest that every runtime of the last years reads; raised where the opset asks for it. */
  readonly irVersion?: number
}

/** The lowest IR version the ONNX release of this opset came with. */
export function irVersionFor(opset: number): number {
  return opset <= 18 ? 8 : opset <= 20 ? 9 : 10
}

/** A model whose large constants lie beside its bytes, each as a file of its own that holds nothing else. */
export interface SplitModel {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** By the path the model knows the file under. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Constants of fewer bytes are quicker to read where they stand. */
const SMALL_CONSTANT = 4096

/** For a runtime in the same process: it takes the constants straight from their arrays, where bytes would be copied thrice. */
export function encodeSplit(compiled: Pick<Compiled, 'ir' | 'opset'>, options: EncodeOptions): SplitModel {
  const files = new Map<string, Uint8Array>()
  const bytes = encode(compiled, options, (data) => {
    if (data.byteLength < SMALL_CONSTANT) return null
    const path = `w${files.size}`
    files.set(path, data)
    return path
  })
  return { bytes, files }
}

export function encodeOnnx(
  compiled: Pick<Compiled, 'ir' | 'opset'>,
  options: EncodeOptions,
): Uint8Array<ArrayBuffer> {
  return encode(compiled, options, () => null)
}

/** Where a constant's bytes are put instead of into the model, or null. */
type Outside = (data: Uint8Array) => string | null

function encode(
  { ir, opset }: Pick<Compiled, 'ir' | 'opset'>,
  options: EncodeOptions,
  outside: Outside,
): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter()
  int(writer, 1, options.irVersion ?? irVersionFor(opset))
  text(writer, 2, 'styleloom')
  text(writer, 3, options.producerVersion)
  message(writer, 7, (graph) => {
    for (const operator of ir.operators) message(graph, 1, (node) => writeOperator(node, operator))
    text(graph, 2, options.name)
    for (const initializer of ir.initializers)
      message(graph, 5, (tensor) => writeTensor(tensor, initializer, outside))
    for (const { name, dims } of ir.inputs) message(graph, 11, (info) => writeValueInfo(info, name, dims))
    for (const { name, type } of ir.outputs)
      message(graph, 12, (info) => writeValueInfo(info, name, type.dims))
  })
  message(writer, 8, (set) => {
    text(set, 1, '')
    int(set, 2, opset)
  })
  return writer.finish()
}

function writeOperator(node: BinaryWriter, operator: IrOperator): void {
  for (const name of operator.inputs) text(node, 1, name)
  text(node, 2, operator.output)
  text(node, 3, operator.name)
  text(node, 4, operator.type)
  for (const [name, value] of Object.entries(operator.attributes)) {
    message(node, 5, (attribute) => writeAttribute(attribute, name, value))
  }
}

function writeAttribute(writer: BinaryWriter, name: string, value: Attribute): void {
  text(writer, 1, name)
  if (typeof value === 'number') {
    int(writer, 3, value)
    int(writer, 20, ATTRIBUTE_TYPE.int)
  } else if (typeof value === 'string') {
    text(writer, 4, value)
    int(writer, 20, ATTRIBUTE_TYPE.string)
  } else if ('float' in value) {
    writer.tag(2, Wire.Bit32).float(value.float)
    int(writer, 20, ATTRIBUTE_TYPE.float)
  } else if ('floats' in value) {
    for (const item of value.floats) writer.tag(7, Wire.Bit32).float(item)
    int(writer, 20, ATTRIBUTE_TYPE.floats)
  } else {
    for (const item of value) int(writer, 8, item)
    int(writer, 20, ATTRIBUTE_TYPE.ints)
  }
}

function writeTensor(
  writer: BinaryWriter,
  { name, dims, dtype, values }: IrInitializer,
  outside: Outside,
): void {
  for (const dim of dims) int(writer, 1, dim)
  int(writer, 2, ELEMENT_TYPE[dtype])
  text(writer, 8, name)
  const { buffer, byteOffset, byteLength } = values()
  const data = new Uint8Array(buffer, byteOffset, byteLength)
  const path = outside(data)
  if (path === null) {
    writer.tag(9, Wire.LengthDelimited).bytes(data)
    return
  }
  for (const [key, value] of Object.entries({ location: path, offset: 0, length: byteLength })) {
    message(writer, 13, (entry) => {
      text(entry, 1, key)
      text(entry, 2, String(value))
    })
  }
  int(writer, 14, EXTERNAL)
}

function writeValueInfo(writer: BinaryWriter, name: string, dims: readonly Dim[]): void {
  text(writer, 1, name)
  message(writer, 2, (type) =>
    message(type, 1, (tensor) => {
      int(tensor, 1, FLOAT)
      message(tensor, 2, (shape) => {
        for (const dim of dims) {
          message(shape, 1, (entry) => {
            if (typeof dim === 'number') int(entry, 1, dim)
            else if (dim !== '?') text(entry, 2, dim)
          })
        }
      })
    }),
  )
}

function int(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, Wire.Varint).int64(value)
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, Wire.LengthDelimited).string(value)
}

function message(writer: BinaryWriter, field: number, write: (inner: BinaryWriter) => void): void {
  writer.tag(field, Wire.LengthDelimited).fork()
  write(writer)
  writer.join()
}
