import { batch, type ReadonlySignal } from '@preact/signals'
import type { GraphScope } from '../../core/doc/graph-scope'
import type { GraphView } from '../canvas/graph-view'
import type { InspectedStore } from '../state/inspected'
import type { LockStore } from '../state/lock'
import type { SelectionStore } from '../state/selection'

export interface Looks {
  readonly editor: Pick<GraphScope, 'path' | 'show'>
  readonly selection: SelectionStore
  readonly lock: LockStore
  readonly inspected: InspectedStore
  readonly view: ReadonlySignal<GraphView | null>
}

/** Notes how the shown document is looked at; what it returns brings that look back once it is shown again. */
export function keepLook({ editor, selection, lock, inspected, view }: Looks): () => void {
  const { path } = editor
  const selected = selection.current.peek()
  const isLocked = lock.isLocked.peek()
  const ports = inspected.ports.peek()
  const camera = view.peek()?.camera.peek()
  return () =>
    batch(() => {
      editor.show(path)
      selection.set(selected)
      lock.set(isLocked)
      inspected.restore(ports)
      if (camera) view.peek()?.showCamera(camera)
    })
}
