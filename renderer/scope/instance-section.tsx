import type { NodeRecord } from '../../core/doc/document'
import { blockOf, countInstances } from '../../core/doc/block'
import { runAction } from '../actions/actions'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

/** In the inspector of a node that stands for a block: with whom it is shared, and what can be done about it. */
export function InstanceSection({ record }: { readonly record: NodeRecord }) {
  const workspace = useWorkspace()
  const document = workspace.whole.document.value
  const block = blockOf(record, document.blocks)
  if (!block) return null
  const others = countInstances(document, block.id) - 1
  return (
    <div class="instance-section" role="group" aria-label={words.scope.section} data-testid="instance">
      <h3>{words.scope.section}</h3>
      <label class="field">
        <span>{words.scope.name}</span>
        <input
          type="text"
          value={block.title}
          maxLength={200}
          onChange={({ currentTarget }) =>
            workspace.edit({
              type: 'block/describe',
              block: block.id,
              title: currentTarget.value,
              summary: block.summary,
            })
          }
        />
      </label>
      <p>{others > 0 ? words.scope.shared(others) : words.scope.own}</p>
      <div class="button-row">
        <button type="button" class="button" onClick={() => runAction('block.enter', workspace)}>
          {words.scope.enter}
        </button>
        {others > 0 && (
          <button type="button" class="button" onClick={() => runAction('block.unlink', workspace)}>
            {words.scope.unlink}
          </button>
        )}
        <button type="button" class="button" onClick={() => runAction('block.unpack', workspace)}>
          {words.scope.unpack}
        </button>
      </div>
    </div>
  )
}
