import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { CostSection } from './cost-section'

/** With nothing selected: the graph as a whole. */
export function GraphInspector() {
  const { store, edit } = useWorkspace()
  const { project, nodes, links } = store.document.value
  return (
    <section class="inspector" aria-label={words.inspector.panel}>
      <label class="field">
        <span>{words.inspector.graphName}</span>
        <input
          type="text"
          value={project.name}
          maxLength={200}
          onChange={(event) => edit({ type: 'project/edit', change: { name: event.currentTarget.value } })}
        />
      </label>
      <label class="field">
        <span>{words.inspector.description}</span>
        <textarea
          rows={5}
          value={project.description}
          placeholder={words.inspector.descriptionHint}
          onChange={(event) =>
            edit({ type: 'project/edit', change: { description: event.currentTarget.value } })
          }
        />
      </label>
      <dl class="totals">
        <dt>{words.inspector.nodes}</dt>
        <dd>{nodes.size}</dd>
        <dt>{words.inspector.wires}</dt>
        <dd>{links.size}</dd>
      </dl>
      <CostSection />
    </section>
  )
}
