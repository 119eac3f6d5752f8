import type { Kind } from '../../core/tensor/wire-type'
import { portOutline } from '../canvas/port-shape'

/** The port of a kind as it is on the canvas. */
export function PortIcon({ kind }: { readonly kind: Kind | null }) {
  return (
    <svg class={`port-icon kind-${kind ?? 'unknown'}`} viewBox="-1.6 -1.6 3.2 3.2" aria-hidden="true">
      <path d={portOutline(kind)} fill-rule="evenodd" />
    </svg>
  )
}
