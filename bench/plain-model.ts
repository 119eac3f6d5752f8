import { compile } from '../core/compile/compile'
import type { Registry } from '../core/nodedef/registry'
import { encodeOnnx } from '../core/onnx/encode'
import { openGenerator } from './scenario'

/**
 * The generator as a straightforward export writes it: upsampling and a convolution everywhere. For a fair time the
 * kernels need not be flipped.
 */
export function plainModel(registry: Registry, resolution: number): Uint8Array {
  const { editor, store } = openGenerator(registry, resolution, Infinity)
  const compiled = compile(editor.document, registry, store, { mode: 'export' })
  if (!compiled.ok) throw new Error(compiled.error.map((d) => d.message).join('\n'))
  return encodeOnnx(compiled.value, { name: 'plain', producerVersion: '' })
}
