import { useLayoutEffect, useRef } from 'preact/hooks'
import { kindWords, formatDims } from '../../core/tensor/wire-type'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

const GAP = 14

/** What the port under the pointer takes or gives. */
export function PortTip() {
  const { view, editor, store } = useWorkspace()
  const box = useRef<HTMLDivElement>(null)
  const hover = view.value?.hover.value ?? null
  useLayoutEffect(() => {
    if (!box.current || !hover) return
    const { width, height } = box.current.getBoundingClientRect()
    box.current.style.left = `${Math.min(hover.at.x + GAP, window.innerWidth - width - GAP)}px`
    box.current.style.top = `${Math.min(hover.at.y + GAP, window.innerHeight - height - GAP)}px`
  }, [hover])
  if (!hover) return null
  const record = store.document.value.nodes.get(hover.port.node)
  const definition = record && editor.registry.get(record.type)
  const spec = definition && (hover.isInput ? definition.inputs : definition.outputs)[hover.port.port]
  if (!spec) return null
  const facts = store.facts(hover.port.node)
  const type = (hover.isInput ? facts?.inputs : facts?.outputs)?.get(hover.port.port)
  return (
    <div class="tooltip port-tip" ref={box}>
      <strong>{spec.label ?? hover.port.port}</strong>
      <span>{spec.doc}</span>
      <code>
        {type
          ? words.canvas.typeAndShape(kindWords(type.kind), formatDims(type.dims))
          : words.canvas.either(spec.kinds.map(kindWords))}
      </code>
    </div>
  )
}
