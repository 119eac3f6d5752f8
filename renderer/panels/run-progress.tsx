import type { NodeId } from '../../core/base/ids'
import type { MenuActionId } from '../../core/contract/menu'
import { actions, runAction, titleOf } from '../actions/actions'
import { useWorkspace } from '../app/workspace'
import type { LiveState } from '../engine/live'
import { titleInRun } from '../state/node-words'
import { words } from '../text/words'

/** How far the run is, which node it is at, and the way out. */
export function RunProgress() {
  const { live, whole } = useWorkspace()
  const { progress } = live.state.value
  // Until the first node is through, which may wait for onnxruntime itself, there is nothing to measure by.
  const part = progress && progress.done > 0 ? progress.done / progress.total : null
  return (
    <>
      <div
        class={part === null ? 'run-bar unknown' : 'run-bar'}
        role="progressbar"
        aria-label={words.picture.run}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={part === null ? undefined : Math.round(100 * part)}
      >
        <div class="run-bar-done" style={part === null ? undefined : { width: `${100 * part}%` }} />
      </div>
      {progress && (
        <span class="run-node" data-tip={words.picture.runningNode(nameOf(progress.node))}>
          {nameOf(progress.node)}
        </span>
      )}
      <PanelButton id="run.stop" label={words.picture.cancel} />
    </>
  )

  function nameOf(node: NodeId): string {
    return titleInRun(whole.document.value, node)
  }
}

/** The way on from a state in which nothing runs by itself. */
export function RunAgain({ state }: { readonly state: LiveState }) {
  if (state.problem !== null) return <PanelButton id="run.restart" />
  return state.status === 'stopped' ? <PanelButton id="run.run" /> : null
}

function PanelButton({ id, label }: { readonly id: MenuActionId; readonly label?: string }) {
  const workspace = useWorkspace()
  const title = titleOf(actions[id], workspace)
  return (
    <button
      type="button"
      class="button status-button"
      data-tip={label === undefined ? undefined : title}
      data-testid={`panel-${id}`}
      onClick={() => runAction(id, workspace)}
    >
      {label ?? title}
    </button>
  )
}
