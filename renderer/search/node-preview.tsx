import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import type { PortSpec } from '../../core/nodedef/ports'
import { firstParagraph } from '../text/first-paragraph'
import { words } from '../text/words'
import { PortIcon } from '../ui/port-icon'
import { formulaOf } from './formula'

interface Props {
  readonly definition: NodeDefinition
  /** The port that the wire in hand goes to. */
  readonly port: string | null
  readonly isInput: boolean
}

/** A node type before it is added: its face with ports and kinds, what it does, and its formula. */
export function NodePreview({ definition, port, isInput }: Props) {
  const { type, title, summary, help, inputs, outputs } = definition
  const formula = formulaOf(help)
  const say = words.search
  return (
    <section class="node-preview" aria-label={say.preview} data-testid="node-preview">
      <div class="preview-face">
        <div class={`preview-strip category-mark category-${categoryOf(type)}`} />
        <strong class="preview-header">{title}</strong>
        <div class="preview-ports">
          <PreviewPorts label={say.inputs} side="input" ports={inputs} wired={isInput ? port : null} />
          <PreviewPorts label={say.outputs} side="output" ports={outputs} wired={isInput ? null : port} />
        </div>
      </div>
      <p>{firstParagraph(summary)}</p>
      {formula !== null && <code class="preview-formula">{formula}</code>}
    </section>
  )
}

function PreviewPorts({
  label,
  side,
  ports,
  wired,
}: {
  readonly label: string
  readonly side: 'input' | 'output'
  readonly ports: Readonly<Record<string, PortSpec>>
  readonly wired: string | null
}) {
  const entries = Object.entries(ports)
  if (entries.length === 0) return null
  return (
    <ul aria-label={label} class={`preview-${side}s`}>
      {entries.map(([name, { kinds, optional, label: shown }]) => (
        <li key={name} class={name === wired ? 'wired' : undefined} data-port={name}>
          <PortIcon kind={kinds[0]} />
          <span class="preview-port-name">{shown ?? name}</span>
          <span class="preview-kinds">
            {[
              kinds.join(', '),
              optional === true && words.search.optional,
              name === wired && words.search.connects,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
