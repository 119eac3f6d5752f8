import { Copy, RotateCcw } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { ParamSpec, ParamValue } from '../../core/nodedef/params'
import { useWorkspace } from '../app/workspace'
import { IconButton } from '../ui/icon-button'
import { copyText } from '../ui/copy-text'
import { ParamWidget } from '../widgets/param-widget'

interface Props {
  readonly node: NodeId
  readonly name: string
  readonly spec: ParamSpec
  readonly value: ParamValue
  readonly isSet: boolean
  /** What inference or the last run says about this parameter. */
  readonly diagnostics: readonly Diagnostic[]
}

/** One parameter: its label, its widget, what is wrong with it, and the way back to its default. */
export function ParamRow({ node, name, spec, value, isSet, diagnostics }: Props) {
  const { edit, notices } = useWorkspace()
  const [complaint, setComplaint] = useState<string | null>(null)
  const id = `param-${name}`
  const label = spec.label ?? name
  const problems = complaint === null ? diagnostics.map(({ message }) => message) : [complaint]
  const problemId = problems.length > 0 ? `${id}-problem` : undefined
  const address = `${node}.${name}`

  function change(next: ParamValue | undefined, gesture?: string): void {
    const command = {
      type: 'param/set',
      node,
      key: name,
      ...(next === undefined ? {} : { value: next }),
    } as const
    const result = edit(command, { quiet: true, ...(gesture === undefined ? {} : { gesture }) })
    setComplaint(result.ok ? null : result.error.message)
  }

  return (
    <div class={`param param-${spec.kind}`} data-testid={`param-${name}`}>
      <div class="param-head">
        <label for={id} data-tip={spec.doc}>
          {label}
        </label>
        <span class="param-tools">
          <IconButton
            icon={Copy}
            size={13}
            label={`Copy the address ${address}`}
            onClick={() => copyText(address, notices)}
          />
          {isSet && (
            <IconButton
              icon={RotateCcw}
              size={13}
              label={`Reset ${label}`}
              onClick={() => change(undefined)}
            />
          )}
        </span>
      </div>
      <ParamWidget
        id={id}
        label={label}
        spec={spec}
        value={value}
        problemId={problemId}
        change={change}
        complain={setComplaint}
      />
      {problems.map((problem) => (
        <p key={problem} class="param-problem" id={problemId} role="alert">
          {problem}
        </p>
      ))}
    </div>
  )
}
