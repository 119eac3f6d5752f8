import { X } from 'lucide-preact'
import type { InspectedValue } from '../../../core/contract/engine-types'
import { formatPort, type PortRef } from '../../../core/doc/document'
import { formatDims } from '../../../core/tensor/wire-type'
import { expand } from '../../../core/doc/expand'
import { keyHint } from '../../actions/actions'
import { useWorkspace } from '../../app/workspace'
import { words } from '../../text/words'
import { IconButton } from '../../ui/icon-button'
import { PortIcon } from '../../ui/port-icon'
import { goToRunNode } from '../go-to'
import { ChannelView } from './channel-view'
import { Histogram } from './histogram'
import { ValueFigures } from './value-figures'

/** The values on the wires that are looked into, each a card; they follow every run. */
export function InspectedPanel() {
  const { inspected } = useWorkspace()
  const ports = inspected.ports.value
  if (ports.length === 0) return <InspectedHint />
  return (
    <section class="inspected" aria-label={words.inspected.panel}>
      {ports.map((port) => (
        <InspectedCard
          key={formatPort(port)}
          port={port}
          value={inspected.values.value.get(formatPort(port))}
        />
      ))}
    </section>
  )
}

function InspectedHint() {
  const key = keyHint('view.inspect', useWorkspace())
  return (
    <p class="empty">
      {words.inspected.hint.before}
      {key !== undefined && (
        <>
          {' '}
          (<kbd>{key}</kbd>)
        </>
      )}
      {words.inspected.hint.after}
    </p>
  )
}

interface CardProps {
  readonly port: PortRef
  /** Missing until a run has made it. */
  readonly value: InspectedValue | undefined
}

function InspectedCard({ port, value }: CardProps) {
  const workspace = useWorkspace()
  const name = formatPort(port)
  const title = expand(workspace.whole.document.value).nodes.get(port.node)?.title
  const kind = value?.kind ?? workspace.whole.facts(port.node)?.outputs.get(port.port)?.kind ?? null
  return (
    <article class="inspected-card" aria-label={name} data-port={name}>
      <header>
        <PortIcon kind={kind} />
        <button type="button" class="link-button" onClick={() => goToRunNode(port.node, workspace)}>
          {title === undefined ? name : `${title} · ${port.port}`}
        </button>
        {value && <code data-testid="inspected-dims">{formatDims(value.dims)}</code>}
        <IconButton
          icon={X}
          size={14}
          label={words.inspected.stop(name)}
          onClick={() => workspace.inspected.remove(port)}
        />
      </header>
      {value ? (
        <div class="inspected-body">
          <div class="inspected-figures">
            <ValueFigures stats={value.stats} />
            <Histogram stats={value.stats} />
          </div>
          {value.channels && <ChannelView grid={value.channels} />}
        </div>
      ) : (
        <p class="empty">{words.inspected.noValue}</p>
      )}
    </article>
  )
}
