/**
 * A structured clone as text: what the page and the test's process hand each other is JSON, and a message of Electron
 * is not. Throws, as Electron does, on what cannot be cloned; on cycles too, which Electron could carry.
 */
type Encoded = string | number | boolean | null | readonly [tag: string, ...rest: readonly unknown[]]

const VIEWS = {
  Uint8Array,
  Uint8ClampedArray,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const

export function encodeClone(value: unknown): string {
  return JSON.stringify(encode(structuredClone(value), new Set()))
}

export function decodeClone(text: string): unknown {
  return decode(JSON.parse(text))
}

function encode(value: unknown, open: Set<object>): Encoded {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : ['number', Object.is(value, -0) ? '-0' : String(value)]
  if (value === undefined) return ['undefined']
  if (typeof value === 'bigint') return ['bigint', String(value)]
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} cannot be cloned`)
  if (open.has(value)) throw new TypeError('The stand-in carries no cycles')
  open.add(value)
  const encoded = encodeObject(value, (inner) => encode(inner, open))
  open.delete(value)
  return encoded
}

function encodeObject(value: object, inner: (value: unknown) => Encoded): Encoded {
  if (Array.isArray(value)) return ['array', ...value.map(inner)]
  if (value instanceof Map) return ['map', ...[...value].map(([key, item]) => [inner(key), inner(item)])]
  if (value instanceof Set) return ['set', ...[...value].map(inner)]
  if (value instanceof Date) return ['date', value.getTime()]
  if (value instanceof Error) return ['error', value.name, value.message, value.stack ?? '']
  if (value instanceof ArrayBuffer) return ['buffer', toBase64(new Uint8Array(value))]
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value
    return [value.constructor.name, toBase64(new Uint8Array(buffer, byteOffset, byteLength))]
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`The stand-in does not carry a ${value.constructor.name}`)
  return ['object', ...Object.entries(value).map(([key, item]) => [key, inner(item)])]
}

function decode(encoded: unknown): unknown {
  if (!Array.isArray(encoded)) return encoded
  const [tag, ...rest] = encoded as [string, ...unknown[]]
  switch (tag) {
    case 'undefined':
      return undefined
    case 'number':
      return Number(rest[0])
    case 'bigint':
      return BigInt(String(rest[0]))
    case 'array':
      return rest.map(decode)
    case 'map':
      return new Map(pairs(rest).map(([key, item]) => [decode(key), decode(item)]))
    case 'set':
      return new Set(rest.map(decode))
    case 'date':
      return new Date(Number(rest[0]))
    case 'error':
      return Object.assign(new Error(String(rest[1])), { name: rest[0], stack: rest[2] })
    case 'buffer':
      return fromBase64(String(rest[0])).buffer
    case 'object':
      // `fromEntries` defines: a key named `__proto__` stays a key.
      return Object.fromEntries(pairs(rest).map(([key, item]) => [String(key), decode(item)]))
    default:
      return decodeView(tag, String(rest[0]))
  }
}

function decodeView(tag: string, text: string): ArrayBufferView {
  const View = Object.hasOwn(VIEWS, tag) ? VIEWS[tag as keyof typeof VIEWS] : undefined
  if (View === undefined) throw new TypeError(`The stand-in does not carry a ${tag}`)
  return new View(fromBase64(text).buffer)
}

function pairs(rest: readonly unknown[]): readonly (readonly [unknown, unknown])[] {
  return rest as readonly (readonly [unknown, unknown])[]
}

const CHUNK = 0x8000

function toBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)))
  return btoa(parts.join(''))
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}
