import { Copy } from 'lucide-preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { withDefaults } from '../../core/nodedef/params'
import { categoryOf } from '../../core/nodedef/registry'
import { useWorkspace } from '../app/workspace'
import { ProblemRepairs } from '../notices/repair-buttons'
import { InstanceSection } from '../scope/instance-section'
import { words } from '../text/words'
import { copyText } from '../ui/copy-text'
import { IconButton } from '../ui/icon-button'
import { CostSection } from './cost-section'
import { InspectedProblem } from './diagnostic-list'
import { LastRunSection } from './last-run-section'
import { LookSection } from './look-section'
import { ParamRow } from './param-row'
import { PortsSection } from './ports-section'
import { WeightsSection } from './weights-section'

/**
 * Everything about one node, and the ways to change it. Sections that a step of a slider leaves as they are stay the same
 * elements, so that only the row of that parameter is rendered.
 */
export function NodeInspector({ record }: { readonly record: NodeRecord }) {
  const { editor, store, problems, scope } = useWorkspace()
  const definition = editor.registry.get(record.type)
  const facts = store.facts(record.id)
  const own = problems.value.filter(
    ({ place }) => place.kind === 'node' && scope.seen(place.node) === record.id,
  )
  const wires = [...editor.inference.topology.incoming(record.id).values()].map(({ id }) => id).join()
  const heading = useMemo(
    () => <NodeHeading record={record} definition={definition} />,
    [record.id, record.title, definition],
  )
  const look = useMemo(() => <LookSection nodes={[record.id]} />, [record.id])
  const ports = useMemo(
    () => <PortsSection record={record} definition={definition} facts={facts} />,
    [record.id, definition, facts, wires],
  )
  const weights = useMemo(
    () => facts && <WeightsSection record={record} weights={facts.weights} />,
    [record.id, record.weights, facts],
  )
  const cost = useMemo(() => <CostSection nodes={[record.id]} />, [record.id])
  const lastRun = useMemo(() => <LastRunSection node={record.id} />, [record.id])
  const help = useMemo(() => definition && <Help definition={definition} />, [definition])
  return (
    <section class="inspector" aria-label={words.inspector.panel} data-node={record.id} key={record.id}>
      {heading}
      {definition && <p class="summary">{definition.summary}</p>}
      {look}
      {own
        .filter(({ place }) => place.kind !== 'node' || place.param === undefined)
        .map((diagnostic) => (
          <InspectedProblem key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
        ))}
      {definition && <Params record={record} definition={definition} problems={own} />}
      {own
        .filter(({ place }) => place.kind === 'node' && place.param !== undefined)
        .map((diagnostic) => (
          <ProblemRepairs key={diagnostic.code + diagnostic.message} diagnostic={diagnostic} />
        ))}
      {definition?.role === 'block' && <InstanceSection record={record} />}
      {definition?.role !== 'annotation' && ports}
      {weights}
      {definition?.role !== 'annotation' && cost}
      {lastRun}
      {help}
    </section>
  )
}

function Help({ definition }: { readonly definition: NodeDefinition }) {
  return (
    <details class="help">
      <summary>{words.inspector.about(definition.title)}</summary>
      {definition.help.split('\n\n').map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </details>
  )
}

interface HeadingProps {
  readonly record: NodeRecord
  readonly definition: NodeDefinition | undefined
}

function NodeHeading({ record, definition }: HeadingProps) {
  const workspace = useWorkspace()
  const { edit, renameAsked, selection } = workspace
  const field = useRef<HTMLInputElement>(null)
  const asked = renameAsked.value
  useEffect(() => {
    // It may be meant for the node whose inspector takes this one's place in a moment.
    if (!asked || !selection.current.peek().nodes.has(record.id)) return
    renameAsked.value = false
    field.current?.focus()
    field.current?.select()
  }, [asked])
  const ownTitle = definition?.title ?? record.type
  const title = record.title ?? ownTitle

  function rename(text: string): void {
    const trimmed = text.trim()
    const next = trimmed === '' || trimmed === ownTitle ? null : trimmed
    if (next !== (record.title ?? null)) edit({ type: 'node/rename', node: record.id, title: next })
    if (field.current) field.current.value = next ?? ownTitle
  }

  return (
    <header class="inspector-heading">
      <span class={`category-mark category-${categoryOf(record.type)}`} aria-hidden="true" />
      <div class="inspector-names">
        <input
          ref={field}
          class="title-field"
          type="text"
          aria-label={words.inspector.nodeName}
          value={title}
          maxLength={200}
          spellcheck={false}
          onChange={(event) => rename(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
          }}
        />
        <p class="node-id">
          <code>{record.id}</code>
          {definition ? ` · ${definition.title}` : ` · ${record.type}`}
          <IconButton
            icon={Copy}
            size={12}
            label={words.inspector.copyId}
            onClick={() => void copyText(record.id, workspace).catch(reportError)}
          />
        </p>
      </div>
    </header>
  )
}

interface ParamsProps {
  readonly record: NodeRecord
  readonly definition: NodeDefinition
  readonly problems: readonly Diagnostic[]
}

function Params({ record, definition, problems }: ParamsProps) {
  const values = withDefaults(definition.params, record.params)
  const shown = Object.entries(definition.params).filter(
    ([name]) => definition.visible?.[name]?.(values) !== false,
  )
  if (shown.length === 0) return null
  return (
    <div class="params" role="group" aria-label={words.inspector.params}>
      {shown.map(([name, spec]) => (
        <ParamRow
          key={`${record.id}.${name}`}
          record={record}
          definition={definition}
          name={name}
          spec={spec}
          value={values[name] ?? null}
          diagnostics={problems.filter(({ place }) => place.kind === 'node' && place.param === name)}
        />
      ))}
    </div>
  )
}
