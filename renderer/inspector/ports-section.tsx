import { Eye } from 'lucide-preact'
import type { NodeRecord, PortRef } from '../../core/doc/document'
import type { InferredNode } from '../../core/infer/infer-node'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import type { PortSpec } from '../../core/nodedef/ports'
import { formatDims, type WireType } from '../../core/tensor/wire-type'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { PortIcon } from '../ui/port-icon'

interface Props {
  readonly record: NodeRecord
  readonly definition: NodeDefinition | undefined
  readonly facts: InferredNode | undefined
}

/** What goes in and out, with the shapes as far as they are known. */
export function PortsSection({ record, definition, facts }: Props) {
  const { editor, selection, view } = useWorkspace()
  if (!definition || isWithoutPorts(definition)) return null
  const incoming = editor.inference.topology.incoming(record.id)
  return (
    <div class="ports" role="group" aria-label={words.inspector.ports}>
      {Object.entries(definition.inputs).map(([name, spec]) => {
        const source = incoming.get(name)?.from
        return (
          <div class="port" key={`in ${name}`} data-tip={spec.doc}>
            <PortIcon kind={facts?.inputs.get(name)?.kind ?? spec.kinds[0]} />
            <span class="port-name">{spec.label ?? name}</span>
            {source ? (
              <button
                type="button"
                class="link-button"
                aria-label={words.inspector.selectSource(source.node, name)}
                onClick={() => {
                  selection.selectNodes([source.node])
                  view.value?.reveal(source.node)
                }}
              >
                {source.node}
              </button>
            ) : (
              <span class="muted">
                {spec.optional ? words.inspector.optional : words.inspector.notConnected}
              </span>
            )}
            <code>{dimsOf(facts?.inputs.get(name), spec)}</code>
          </div>
        )
      })}
      {Object.entries(definition.outputs).map(([name, spec]) => (
        <div class="port output" key={`out ${name}`} data-tip={spec.doc}>
          <PortIcon kind={facts?.outputs.get(name)?.kind ?? spec.kinds[0]} />
          <span class="port-name">{spec.label ?? name}</span>
          <InspectButton port={{ node: record.id, port: name }} />
          <code>{dimsOf(facts?.outputs.get(name), spec)}</code>
        </div>
      ))}
    </div>
  )
}

function InspectButton({ port }: { readonly port: PortRef }) {
  const { inspected, drawer } = useWorkspace()
  const isOn = inspected.has(port)
  return (
    <IconButton
      icon={Eye}
      size={13}
      label={isOn ? words.inspector.stopInspecting(port.port) : words.inspector.inspect(port.port)}
      pressed={isOn}
      onClick={() => {
        if (inspected.toggle([port])) drawer.show('inspected')
      }}
    />
  )
}

/** The shape on the wire, or the shapes the port takes. */
function dimsOf(type: WireType | undefined, spec: PortSpec): string {
  if (type) return formatDims(type.dims)
  return spec.shapes ? words.inspector.eitherShape(spec.shapes.map(formatDims)) : words.inspector.anyShape
}

function isWithoutPorts({ inputs, outputs }: NodeDefinition): boolean {
  return Object.keys(inputs).length + Object.keys(outputs).length === 0
}
