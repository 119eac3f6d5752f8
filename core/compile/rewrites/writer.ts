import { assert } from '../../base/assert'
import type { Attribute } from '../../nodedef/emitter'
import { toFloat16Bits } from '../../tensor/float16'
import { elementCount } from '../../tensor/tensor'
import type { IrInitializer, IrOperator } from '../ir'

type Attributes = Readonly<Record<string, Attribute>>

/** Writes what stands in the place of one operator. New names are `<old>_<tag>_<what it is>`. */
export interface Writer {
  /** A writer for what becomes of another operator that this one's place takes in. */
  instead(other: IrOperator): Writer
  /** An operator with a new name; returns its value. */
  op(type: string, inputs: readonly string[], attributes?: Attributes): string
  /** The last operator: its value has the old one's name. */
  last(type: string, inputs: readonly string[], attributes?: Attributes): void
  /** A float32 constant; equal keys promise equal values, which are made only when they are needed. */
  constant(dims: readonly number[], key: string, values: () => Float32Array): string
  ints(values: readonly number[]): string
  /** The same constant in float16, each value rounded to the nearest. */
  half(from: IrInitializer): string
  /** A constant made from another one; `transform` is named by the key's ending. */
  derive(
    from: IrInitializer,
    ending: string,
    dims: readonly number[],
    transform: (values: Float32Array) => Float32Array,
  ): string
}

export function createWriter(
  old: IrOperator,
  tag: string,
): {
  readonly writer: Writer
  readonly written: { readonly operators: IrOperator[]; readonly initializers: IrInitializer[] }
} {
  const operators: IrOperator[] = []
  const initializers: IrInitializer[] = []
  const counts = new Map<string, number>()

  function writerFor({ name: oldName, source }: IrOperator): Writer {
    function freshName(stem: string): string {
      const name = `${oldName}_${tag}_${stem}`
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      return count === 1 ? name : `${name}_${count}`
    }

    function op(type: string, inputs: readonly string[], attributes: Attributes, output?: string): string {
      const name = freshName(type)
      operators.push({ name, type, inputs, output: output ?? name, attributes, source })
      return output ?? name
    }

    function constant(dims: readonly number[], key: string, make: () => Float32Array): string {
      const name = freshName('const')
      const values = (): Float32Array => {
        const made = make()
        assert(
          made.length === elementCount(dims),
          `${name} has ${made.length} values for [${dims.join(', ')}]`,
        )
        return made
      }
      initializers.push({ name, dims, key, values, dtype: 'float32', source })
      return name
    }

    return {
      instead: writerFor,
      op: (type, inputs, attributes = {}) => op(type, inputs, attributes),
      last: (type, inputs, attributes = {}) => void op(type, inputs, attributes, old.output),
      constant,
      ints(values) {
        const name = freshName('ints')
        initializers.push({
          name,
          dims: [values.length],
          key: `ints:${values.join(',')}`,
          values: () => BigInt64Array.from(values, BigInt),
          dtype: 'int64',
          source,
        })
        return name
      },
      half(from) {
        const name = freshName('half')
        const { dims, key } = from
        const values = (): Uint16Array => toFloat16Bits(floatValues(from))
        initializers.push({ name, dims, key: `${key}|float16`, values, dtype: 'float16', source })
        return name
      },
      derive: (from, ending, dims, transform) =>
        constant(dims, `${from.key}|${ending}`, () => transform(floatValues(from))),
    }
  }
  return { writer: writerFor(old), written: { operators, initializers } }
}

/** The values of a constant that is known to hold floats. */
export function floatValues(constant: IrInitializer): Float32Array {
  const values = constant.values()
  assert(values instanceof Float32Array, `${constant.name} does not hold floats`)
  return values
}
