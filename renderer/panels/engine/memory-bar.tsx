import type { MemoryUse } from '../../../core/contract/engine-types'
import { useWorkspace } from '../../app/workspace'
import { memoryParts } from '../../state/memory-parts'
import { words } from '../../text/words'
import { formatBytes } from '../../ui/format'

/** What the engine holds, and the room the budget still leaves for results. */
export function MemoryBar({ memory }: { readonly memory: MemoryUse }) {
  const { resultBudget } = useWorkspace().engineSettings
  const { parts, whole } = memoryParts(memory, resultBudget.value)
  const held = parts.filter(({ id }) => id !== 'room')
  const told = held.map(({ label, bytes }) => words.account.memoryPart(label, formatBytes(bytes)))
  const budget = formatBytes(resultBudget.value)
  return (
    <div class="memory">
      <div class="memory-bar" role="img" aria-label={words.account.memory(told, budget)}>
        {parts.map(({ id, label, bytes }) => (
          <span
            key={id}
            class={`memory-part ${id}`}
            style={{ flexGrow: bytes / whole }}
            data-tip={words.account.memoryTip(label, formatBytes(bytes))}
          />
        ))}
      </div>
      <ul class="memory-legend" aria-hidden="true">
        {held.map(({ id, label, bytes }) => (
          <li key={id}>
            <span class={`memory-key ${id}`} />
            {words.account.memoryPart(label, formatBytes(bytes))}
            {id === 'results' && <span class="muted"> {words.account.ofBudget(budget)}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
