import { signal } from '@preact/signals'
import { createTopology } from '../../core/doc/topology'
import type { Editor } from '../../core/doc/editor'
import { describeNode } from '../../renderer/canvas/face'
import type { GraphView } from '../../renderer/canvas/graph-view'
import { layoutNode } from '../../renderer/canvas/layout'

/** A canvas that is never drawn: nodes have the sizes that they would have, and the middle is (0, 0). */
export function fakeView(editor: Editor): GraphView {
  const nothing = (): undefined => undefined
  const middle = { x: 0, y: 0 }
  return {
    camera: signal({ scale: 1, x: 0, y: 0 }),
    size: signal({ width: 800, height: 600 }),
    seen: signal({ x: -400, y: -300, width: 800, height: 600 }),
    hover: signal(null),
    fit: nothing,
    showCamera: nothing,
    zoomTo: nothing,
    lookAt: nothing,
    zoomBy: nothing,
    reveal: nothing,
    spliceAt: () => null,
    showSplice: nothing,
    pinnedBox: () => null,
    boxesOf(nodes) {
      const topology = createTopology(editor.document)
      return new Map(
        [...nodes].flatMap((id) => {
          const record = editor.document.nodes.get(id)
          if (!record) return []
          const definition = editor.registry.get(record.type)
          const face = describeNode({ record, definition, inferred: undefined, topology, badge: null })
          const { width, height } = layoutNode(face)
          return [[id, { ...record.position, width, height }]]
        }),
      )
    },
    middleOfWire: (link) => (editor.document.links.has(link) ? middle : null),
    centre: () => middle,
    toGraph: (x, y) => ({ x, y }),
    middle: () => middle,
    focus: nothing,
    dispose: nothing,
  }
}
