import { ArrowUp, X } from 'lucide-preact'
import type { BlockRecord } from '../../core/doc/document'
import { useWorkspace } from '../app/workspace'
import { CostSection } from '../inspector/cost-section'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { raiseKnob, removeKnob, renameKnob } from './face'

/** Inside a block, with nothing selected: the block as a whole. */
export function BlockInspector({ block }: { readonly block: BlockRecord }) {
  const { edit } = useWorkspace()
  const describe = (change: { readonly title?: string; readonly summary?: string }): void => {
    const { title, summary } = block
    edit({ type: 'block/describe', block: block.id, title, summary, ...change })
  }
  return (
    <section class="inspector" aria-label={words.inspector.panel} data-testid="block-inspector">
      <label class="field">
        <span>{words.scope.name}</span>
        <input
          type="text"
          value={block.title}
          maxLength={200}
          onChange={({ currentTarget }) => describe({ title: currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{words.scope.summary}</span>
        <textarea
          rows={3}
          value={block.summary}
          placeholder={words.scope.summaryHint}
          onChange={({ currentTarget }) => describe({ summary: currentTarget.value })}
        />
      </label>
      <Face block={block} />
      <h3>{words.scope.ports}</h3>
      <p class="muted">{words.scope.portsHint}</p>
      <CostSection />
    </section>
  )
}

function Face({ block }: { readonly block: BlockRecord }) {
  const { edit } = useWorkspace()
  return (
    <div class="block-face" role="group" aria-label={words.scope.face}>
      <h3>{words.scope.face}</h3>
      {block.params.length === 0 && <p class="muted">{words.scope.faceEmpty}</p>}
      <ul>
        {block.params.map(({ key, label, targets }, i) => (
          <li key={key} data-knob={key}>
            <input
              type="text"
              value={label}
              maxLength={200}
              aria-label={words.scope.faceLabel(key)}
              data-tip={words.scope.faceSets(targets.map(({ node, param }) => `${node}.${param}`).join(', '))}
              onChange={({ currentTarget }) => edit(renameKnob(block, key, currentTarget.value))}
            />
            <IconButton
              icon={ArrowUp}
              size={14}
              label={words.scope.faceUp(label)}
              disabled={i === 0}
              onClick={() => edit(raiseKnob(block, key))}
            />
            <IconButton
              icon={X}
              size={14}
              label={words.scope.faceRemove(label)}
              onClick={() => edit(removeKnob(block, key))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
