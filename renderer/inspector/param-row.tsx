import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import type { ParamSpec, ParamValue } from '../../core/nodedef/params'
import { useWorkspace } from '../app/workspace'
import { knobOf } from '../scope/face'
import { words } from '../text/words'
import { dragNumber } from '../widgets/number-drag'
import { scaleOf } from '../widgets/numeric-spec'
import { ParamWidget } from '../widgets/param-widget'
import { ParamTools } from './param-tools'
import { useParamEdit } from './use-param-edit'

interface Props {
  readonly record: NodeRecord
  readonly definition: NodeDefinition
  readonly name: string
  readonly spec: ParamSpec
  readonly value: ParamValue
  /** What inference or the last run says about this parameter. */
  readonly diagnostics: readonly Diagnostic[]
}

/** One parameter: its label, its widget, what is wrong with it, and what else can be done with it. */
export function ParamRow({ record, definition, name, spec, value, diagnostics }: Props) {
  const { complaint, reset, ...controls } = useParamEdit(record.id, name, value)
  const id = `param-${name}`
  const label = spec.label ?? name
  const problems = complaint === null ? diagnostics.map(({ message }) => message) : [complaint]
  const problemId = problems.length > 0 ? `${id}-problem` : undefined
  const scale = scaleOf(spec)
  const block = useWorkspace().scope.block.value
  const knob = block && knobOf(block, record.id, name)

  /** The label of a number is a grip too: the field itself may be full of text. */
  function dragLabel(event: PointerEvent): void {
    const grip = event.currentTarget
    if (!scale || typeof value !== 'number' || event.button !== 0 || !(grip instanceof HTMLElement)) return
    event.preventDefault()
    dragNumber(grip, event, {
      scale,
      start: value,
      begin: controls.begin,
      // The click that follows leads into the field by itself.
      clicked: () => undefined,
    })
  }

  return (
    <div class={`param param-${spec.kind}`} data-testid={`param-${name}`}>
      <div class="param-head">
        <label for={id} data-tip={spec.doc} class={scale ? 'grip' : ''} onPointerDown={dragLabel}>
          {label}
        </label>
        <ParamTools
          record={record}
          definition={definition}
          name={name}
          label={label}
          isDefault={value === spec.default}
          reset={reset}
        />
      </div>
      <ParamWidget id={id} label={label} spec={spec} value={value} problemId={problemId} {...controls} />
      {knob && <p class="param-note">{words.scope.onFace(knob.label)}</p>}
      {problems.length > 0 && (
        <div class="param-problem" id={problemId} role="alert">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
    </div>
  )
}
