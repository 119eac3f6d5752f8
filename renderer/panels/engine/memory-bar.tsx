import type { MemoryUse } from '../../../core/contract/engine-types'
import { useWorkspace } from '../../app/workspace'
import { memoryParts } from '../../state/memory-parts'
import { formatBytes } from '../../ui/format'

/** What the engine holds, and the room the budget still leaves for results. */
export function MemoryBar({ memory }: { readonly memory: MemoryUse }) {
  const { resultBudget } = useWorkspace().engineSettings
  const { parts, whole } = memoryParts(memory, resultBudget.value)
  const held = parts.filter(({ id }) => id !== 'room')
  const words = held.map(({ label, bytes }) => `${label} ${formatBytes(bytes)}`).join(', ')
  return (
    <div class="memory">
      <div
        class="memory-bar"
        role="img"
        aria-label={`Memory: ${words}; budget of results ${formatBytes(resultBudget.value)}`}
      >
        {parts.map(({ id, label, bytes }) => (
          <span
            key={id}
            class={`memory-part ${id}`}
            style={{ flexGrow: bytes / whole }}
            data-tip={`${label}: ${formatBytes(bytes)}`}
          />
        ))}
      </div>
      <ul class="memory-legend" aria-hidden="true">
        {held.map(({ id, label, bytes }) => (
          <li key={id}>
            <span class={`memory-key ${id}`} />
            {label} {formatBytes(bytes)}
            {id === 'results' && <span class="muted"> of {formatBytes(resultBudget.value)}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
