import { useSignalEffect, type Signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { withDefaults, type ParamSpec } from '../../core/nodedef/params'
import { useWorkspace } from '../app/workspace'
import { beginParamGesture, type ParamGesture } from '../edit/param-gesture'
import { useParamEdit } from '../inspector/use-param-edit'
import { words } from '../text/words'
import { ParamWidget } from '../widgets/param-widget'
import { describePinned } from './pinned-face'
import type { PinnedParam } from './pinned-input'

/** The widget of a pinned parameter, opened over its place on the node's face. Closes when the parameter leaves it. */
export function PinnedEditor({ opened }: { readonly opened: Signal<PinnedParam | null> }) {
  const { store, editor } = useWorkspace()
  const param = opened.value
  const record = param ? store.document.value.nodes.get(param.node) : undefined
  const definition = record && editor.registry.get(record.type)
  const spec = param && definition?.params[param.key]
  if (!param || !record || !definition || !spec) return null
  if (!describePinned(record, definition).some(({ key }) => key === param.key)) return null
  return (
    <Popover
      key={`${param.node}.${param.key}`}
      param={param}
      record={record}
      definition={definition}
      spec={spec}
      close={() => (opened.value = null)}
    />
  )
}

interface Props {
  readonly param: PinnedParam
  readonly record: NodeRecord
  readonly definition: NodeDefinition
  readonly spec: ParamSpec
  readonly close: () => void
}

/** All that happens while it is open is one undo entry: Enter and a press elsewhere keep it, Escape takes it back. */
function Popover({ param, record, definition, spec, close }: Props) {
  const workspace = useWorkspace()
  const { view } = workspace
  const box = useRef<HTMLDivElement>(null)
  const [session] = useState(() => beginParamGesture(workspace, param.node, param.key))
  const value = withDefaults(definition.params, record.params)[param.key] ?? null
  const givenUp: ParamGesture = { set: (next) => session.set(next), giveUp }
  const { complaint, change, begin, complain } = useParamEdit(param.node, param.key, value, givenUp)
  const id = `pinned-${param.key}`
  const problemId = complaint === null ? undefined : `${id}-problem`
  const label = spec.label ?? param.key

  function giveUp(): void {
    session.giveUp()
    leave()
  }

  function leave(): void {
    close()
    view.peek()?.focus()
  }

  useSignalEffect(() => {
    const element = box.current
    const place = view.value?.pinnedBox(param)
    const camera = view.value?.camera.value
    if (!element || !place || !camera) return
    const area = element.offsetParent
    const left = (place.x + camera.x) * camera.scale
    const top = (place.y + camera.y) * camera.scale
    element.style.minWidth = `${place.width * camera.scale}px`
    element.style.left = `${clamped(left, (area?.clientWidth ?? 0) - element.offsetWidth)}px`
    element.style.top = `${clamped(top, (area?.clientHeight ?? 0) - element.offsetHeight)}px`
  })

  useLayoutEffect(() => {
    const control = box.current?.querySelector<HTMLElement>(
      'input:checked, input:not([type=radio]), select, button',
    )
    control?.focus()
    if (control instanceof HTMLInputElement && control.type === 'text') control.select()
  }, [])

  useEffect(() => {
    function pressedElsewhere({ target }: Event): void {
      if (!(target instanceof Node) || box.current?.contains(target)) return
      // What was typed counts; the canvas would take the focus only after it is gone.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      close()
    }
    document.addEventListener('pointerdown', pressedElsewhere, true)
    return () => document.removeEventListener('pointerdown', pressedElsewhere, true)
  }, [close])

  return (
    <div
      ref={box}
      class={`pinned-editor param param-${spec.kind}`}
      role="dialog"
      data-drafts
      aria-label={words.params.editor(label, record.title ?? definition.title)}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        giveUp()
      }}
      onKeyDown={(event) => {
        const { target, key } = event
        const isChoice =
          target instanceof HTMLSelectElement ||
          (target instanceof HTMLInputElement && target.type === 'radio')
        if (key === 'Enter' && isChoice) leave()
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget)) close()
      }}
    >
      <label for={id}>{label}</label>
      <ParamWidget
        id={id}
        label={label}
        spec={spec}
        value={value}
        problemId={problemId}
        change={change}
        begin={begin}
        complain={complain}
        done={leave}
      />
      {complaint !== null && (
        <div class="param-problem" id={problemId} role="alert">
          <p>{complaint}</p>
        </div>
      )}
    </div>
  )
}

function clamped(at: number, most: number): number {
  return Math.max(0, Math.min(at, most))
}
