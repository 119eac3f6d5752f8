import { ChevronRight } from 'lucide-preact'
import { blockOf, countInstances } from '../../core/doc/block'
import { useWorkspace, type Workspace } from '../app/workspace'
import { words } from '../text/words'

/** Inside a block: where one is, the ways out, and whom a change here reaches. */
export function Breadcrumbs() {
  const workspace = useWorkspace()
  const { scope, whole, editor, view } = workspace
  const path = scope.path.value
  const block = scope.block.value
  if (!block) return null
  const { project } = whole.document.value
  const titles = [project.name, ...titlesAlong(workspace)]

  function leaveTo(depth: number): void {
    editor.show(path.slice(0, depth))
    view.peek()?.focus()
  }

  return (
    <nav class="breadcrumbs" aria-label={words.scope.path} data-testid="breadcrumbs">
      <ol>
        {titles.map((title, depth) => (
          <li key={depth}>
            {depth > 0 && <ChevronRight size={13} aria-hidden="true" />}
            {depth < path.length ? (
              <button type="button" data-tip={words.scope.leaveTo(title)} onClick={() => leaveTo(depth)}>
                {title}
              </button>
            ) : (
              <span aria-current="location">{title}</span>
            )}
          </li>
        ))}
      </ol>
      <p>{words.scope.changesAll(countInstances(whole.document.value, block.id))}</p>
    </nav>
  )
}

/** The instances' own names where they have one, else their blocks'. */
function titlesAlong({ scope, root }: Pick<Workspace, 'scope' | 'root'>): readonly string[] {
  const { nodes: outermost, blocks } = root.document
  let nodes = outermost
  return scope.path.value.map((id) => {
    const node = nodes.get(id)
    const block = node && blockOf(node, blocks)
    if (block) nodes = block.nodes
    return node?.title ?? block?.title ?? id
  })
}
