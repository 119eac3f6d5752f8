import { useRef } from 'preact/hooks'
import { isPlain } from '../actions/keys'
import { useWorkspace } from '../app/workspace'
import { LEAST_HEIGHT, MOST_HEIGHT } from '../state/drawer'
import { words } from '../text/words'

const STEP = 24

/** The edge of the drawer: drag it, or move it with the arrow keys. */
export function DrawerHandle() {
  const { drawer } = useWorkspace()
  const grip = useRef<{ readonly y: number; readonly height: number } | null>(null)
  return (
    <div
      class="drawer-handle"
      role="separator"
      aria-orientation="horizontal"
      aria-label={words.panels.height}
      aria-valuemin={LEAST_HEIGHT}
      aria-valuemax={MOST_HEIGHT}
      aria-valuenow={drawer.height.value}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { y: event.clientY, height: drawer.height.peek() }
      }}
      onPointerMove={(event) => {
        if (grip.current) drawer.resize(grip.current.height + grip.current.y - event.clientY)
      }}
      onPointerUp={() => (grip.current = null)}
      onPointerCancel={() => (grip.current = null)}
      onKeyDown={(event) => {
        const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key]
        if (step === undefined || !isPlain(event)) return
        event.preventDefault()
        drawer.resize(drawer.height.peek() + step)
      }}
    />
  )
}
