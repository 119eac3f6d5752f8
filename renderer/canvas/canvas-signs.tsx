import { Lock, Spline, type LucideIcon } from 'lucide-preact'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

/** In the corner of the canvas: what is not as usual there, so that nobody takes it for lost, and the way back. */
export function CanvasSigns() {
  const { lock, canvasView } = useWorkspace()
  const wires = canvasView.wires.value
  return (
    <div class="canvas-signs" role="status">
      {lock.isLocked.value && (
        <Sign
          icon={Lock}
          text={words.view.locked}
          tip={words.view.lockedScope}
          back={words.view.unlock}
          testId="lock-sign"
          onBack={() => lock.toggle()}
        />
      )}
      {wires !== 'all' && (
        <Sign
          icon={Spline}
          text={words.view.wiresAre[wires]}
          tip={words.view.wiresShown}
          back={words.view.showAll}
          testId="wires-sign"
          onBack={() => canvasView.chooseWires('all')}
        />
      )}
    </div>
  )
}

interface SignProps {
  readonly icon: LucideIcon
  readonly text: string
  readonly tip: string
  readonly back: string
  readonly testId: string
  readonly onBack: () => void
}

function Sign({ icon: Icon, text, tip, back, testId, onBack }: SignProps) {
  const { view } = useWorkspace()
  return (
    <div class="canvas-sign" data-testid={testId} data-tip={tip}>
      <Icon size={14} aria-hidden="true" />
      {text}
      <button
        type="button"
        onClick={() => {
          onBack()
          // The button is gone with its sign: the keyboard goes on where the graph is.
          view.peek()?.focus()
        }}
      >
        {back}
      </button>
    </div>
  )
}
