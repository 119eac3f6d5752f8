import { required } from '../../core/base/assert'
import type { LinkId, NodeId } from '../../core/base/ids'
import type { LinkRecord, PortRef } from '../../core/doc/document'
import type { NodeFace, PortFace } from './face'
import { layoutNode, plainLayout, portOffset, type NodeLayout } from './layout'
import { LGraphNode, LLink, type InputSlot, type OutputSlot } from './litegraph'

/**
 * The projection of one document node. litegraph moves and selects it; everything else comes from its face.
 * litegraph's ids are numbers of its own: a node id such as `constructor` must not become a key of its objects.
 */
export class LoomNode extends LGraphNode {
  readonly nodeId: NodeId
  face: NodeFace
  layout: NodeLayout
  override resizable = false

  constructor(face: NodeFace) {
    super(face.title)
    this.nodeId = face.id
    this.face = face
    this.layout = layoutNode(face)
    this.wear(face)
  }

  /** Takes on a new face. True when its ports are others than before, so that its wires must be put on again. */
  wear(face: NodeFace): boolean {
    const changed = !samePorts(this.inputs, face.inputs) || !samePorts(this.outputs, face.outputs)
    if (changed) {
      this.inputs = face.inputs.map(({ name }): InputSlot => ({ name, type: '*', link: null }))
      this.outputs = face.outputs.map(({ name }): OutputSlot => ({ name, type: '*', links: null }))
    }
    this.face = face
    this.layout = layoutNode(face)
    this.size = [this.layout.width, this.layout.height]
    return changed
  }

  ports(isInput: boolean): readonly PortFace[] {
    return isInput ? this.face.inputs : this.face.outputs
  }

  isWired(isInput: boolean, slot: number): boolean {
    if (isInput) return typeof this.inputs[slot]?.link === 'number'
    return (this.outputs[slot]?.links?.length ?? 0) > 0
  }

  portRef(isInput: boolean, slot: number): PortRef {
    return { node: this.nodeId, port: required(this.ports(isInput)[slot], `port ${slot}`).name }
  }

  override getConnectionPos(
    isInput: boolean,
    slot: number,
    out: Float32Array | [number, number] = [0, 0],
  ): Float32Array | [number, number] {
    const { x, y } = portOffset(isInput, slot, this.face.form)
    out[0] = (this.pos[0] ?? 0) + x
    out[1] = (this.pos[1] ?? 0) + y
    return out
  }

  /** The size while its border is dragged; the next face, or this one worn again, says what it is. */
  showArea(width: number, height: number): void {
    this.layout = plainLayout(width, height)
    this.size = [width, height]
  }

  // Wires come and go with the document only. litegraph's own ways to make, break and copy do nothing.
  override connect(): null {
    return null
  }
  override connectByType(): null {
    return null
  }
  override connectByTypeOutput(): null {
    return null
  }
  override disconnectInput(): boolean {
    return false
  }
  override disconnectOutput(): boolean {
    return false
  }
  override collapse(): void {}
  override configure(): void {}
  override clone(): LGraphNode {
    return this
  }
}

/** The projection of one wire. */
export class LoomLink extends LLink {
  readonly linkId: LinkId
  readonly record: LinkRecord
  readonly from: LoomNode
  readonly to: LoomNode

  constructor(number: number, record: LinkRecord, from: LoomNode, to: LoomNode) {
    super(
      number,
      '*',
      from.id,
      from.face.outputs.findIndex((port) => port.name === record.from.port),
      to.id,
      to.face.inputs.findIndex((port) => port.name === record.to.port),
    )
    this.linkId = record.id
    this.record = record
    this.from = from
    this.to = to
  }

  /** False for a wire at a port its node no longer has; it stays in the document and is not drawn. */
  get isDrawn(): boolean {
    return this.origin_slot >= 0 && this.target_slot >= 0
  }

  get output(): PortFace | undefined {
    return this.from.face.outputs[this.origin_slot]
  }
}

function samePorts(slots: readonly { readonly name: string }[], ports: readonly PortFace[]): boolean {
  return slots.length === ports.length && slots.every((slot, i) => slot.name === ports[i]?.name)
}
