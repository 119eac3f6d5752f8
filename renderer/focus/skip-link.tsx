import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

/** The first stop of Tab: past toolbar and palette to the graph. */
export function SkipLink() {
  const { regions } = useWorkspace()
  return (
    <a
      class="skip-link"
      href="#graph-outline"
      onClick={(event) => {
        event.preventDefault()
        regions.goTo('outline')
      }}
    >
      {words.outline.skip}
    </a>
  )
}
