import type { NodeId } from '../../core/base/ids'
import { gigaflops } from '../../core/contract/run-account'
import { useWorkspace } from '../app/workspace'
import { goToNode } from '../panels/go-to'
import { reasonWords } from '../state/account-words'
import { words } from '../text/words'
import { formatCount, formatMs, formatNumber } from '../ui/format'

/** What the last run did with a node, or with the segment it runs in. */
export function LastRunSection({ node }: { readonly node: NodeId }) {
  const workspace = useWorkspace()
  const entry = workspace.account.entries.value.get(node)
  if (!entry) return null
  const { root, ran, runMs, prepareMs, macs } = entry
  const gflops = ran ? gigaflops(macs, runMs) : null
  return (
    <div class="last-run" role="group" aria-label={words.account.lastRun} data-testid="last-run">
      <h3>{words.account.lastRun}</h3>
      <dl class="totals">
        {root !== node && (
          <>
            <dt>{words.account.runsWith}</dt>
            <dd>
              <button type="button" class="link-button" onClick={() => goToNode(root, workspace)}>
                {workspace.store.document.value.nodes.get(root)?.title ?? root}
              </button>
            </dd>
          </>
        )}
        <dt>{ran ? words.account.time : words.account.wasReused}</dt>
        <dd>
          {ran ? formatMs(runMs) : words.account.nothingRan}
          {prepareMs > 0 && <span class="muted"> {words.account.toPrepare(formatMs(prepareMs))}</span>}
        </dd>
        <dt>{words.account.why}</dt>
        <dd>{reasonWords(entry)}</dd>
        {macs > 0 && (
          <>
            <dt>{words.account.multiplyAdds}</dt>
            <dd>{formatCount(macs)}</dd>
          </>
        )}
        {gflops !== null && (
          <>
            <dt>{words.account.gflops}</dt>
            <dd>{formatNumber(gflops, 3)}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
