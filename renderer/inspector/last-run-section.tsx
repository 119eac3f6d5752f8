import type { NodeId } from '../../core/base/ids'
import { gigaflops } from '../../core/contract/run-account'
import { useWorkspace } from '../app/workspace'
import { goToNode } from '../panels/go-to'
import { reasonWords } from '../state/account-words'
import { formatCount, formatMs, formatNumber } from '../ui/format'

/** What the last run did with a node, or with the segment it runs in. */
export function LastRunSection({ node }: { readonly node: NodeId }) {
  const workspace = useWorkspace()
  const entry = workspace.account.entries.value.get(node)
  if (!entry) return null
  const { root, ran, runMs, prepareMs, macs } = entry
  const gflops = ran ? gigaflops(macs, runMs) : null
  return (
    <div class="last-run" role="group" aria-label="Last run" data-testid="last-run">
      <h3>Last run</h3>
      <dl class="totals">
        {root !== node && (
          <>
            <dt>Runs with</dt>
            <dd>
              <button type="button" class="link-button" onClick={() => goToNode(root, workspace)}>
                {workspace.store.document.value.nodes.get(root)?.title ?? root}
              </button>
            </dd>
          </>
        )}
        <dt>{ran ? 'Time' : 'Reused'}</dt>
        <dd>
          {ran ? formatMs(runMs) : 'nothing ran'}
          {prepareMs > 0 && <span class="muted"> + {formatMs(prepareMs)} to prepare</span>}
        </dd>
        <dt>Why</dt>
        <dd>{reasonWords(entry)}</dd>
        {macs > 0 && (
          <>
            <dt>Multiply-adds</dt>
            <dd>{formatCount(macs)}</dd>
          </>
        )}
        {gflops !== null && (
          <>
            <dt>GFLOP/s</dt>
            <dd>{formatNumber(gflops, 3)}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
