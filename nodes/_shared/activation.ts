/** What the activations have in common: any values in, values of the same kind and shape out. */
import { port } from '../../core/nodedef/ports'
import { wireType, type WireType } from '../../core/tensor/wire-type'
import { VALUE_KINDS } from './kinds'

export const activationInputs = { x: port(VALUE_KINDS, 'Any values: a map, latents, w or styles.') }
export const activationOutputs = { y: port(VALUE_KINDS, 'Values of the same kind and shape.') }

export function inferActivation({ x }: { readonly x: WireType }): { readonly y: WireType } {
  return { y: wireType(x.kind, x.dims) }
}
