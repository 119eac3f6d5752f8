import type { NodeRecord } from '../../core/doc/document'
import { blockOf } from '../../core/doc/block'
import { runAction } from '../actions/actions'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { countInstances } from './count-instances'

/** In the inspector of a node that stands for a block: with whom it is shared, and what can be done about it. */
export function InstanceSection({ record }: { readonly record: NodeRecord }) {
  const workspace = useWorkspace()
  const document = workspace.whole.document.value
  const block = blockOf(record, document.blocks)
  if (!block) return null
  const others = countInstances(document, block.id) - 1
  return (
    <div class="instance-section" role="group" aria-label={words.blocks.section} data-testid="instance">
      <h3>{words.blocks.section}</h3>
      <p>{others > 0 ? words.blocks.shared(others) : words.blocks.own}</p>
      <div class="button-row">
        <button type="button" class="button" onClick={() => runAction('block.enter', workspace)}>
          {words.blocks.enter}
        </button>
        {others > 0 && (
          <button type="button" class="button" onClick={() => runAction('block.unlink', workspace)}>
            {words.blocks.unlink}
          </button>
        )}
        <button type="button" class="button" onClick={() => runAction('block.unpack', workspace)}>
          {words.blocks.unpack}
        </button>
      </div>
    </div>
  )
}
