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
const INT64 = 7
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

export function encodeOnnx(
  { ir, opset }: Pick<Compiled, 'ir' | 'opset'>,
  options: EncodeOptions,
): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter()
  int(writer, 1, options.irVersion ?? irVersionFor(opset))
  text(writer, 2, 'styleloom')
  text(writer, 3, options.producerVersion)
  message(writer, 7, (graph) => {
    for (const operator of ir.operators) message(graph, 1, (node) => writeOperator(node, operator))
    text(graph, 2, options.name)
    for (const initializer of ir.initializers) message(graph, 5, (tensor) => writeTensor(tensor, initializer))
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

function writeTensor(writer: BinaryWriter, { name, dims, dtype, values }: IrInitializer): void {
  for (const dim of dims) int(writer, 1, dim)
  int(writer, 2, dtype === 'float32' ? FLOAT : INT64)
  text(writer, 8, name)
  const data = values()
  writer.tag(9, Wire.LengthDelimited).bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
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
