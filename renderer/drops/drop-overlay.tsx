import { FileDown } from 'lucide-preact'
import { words } from '../text/words'
import { hoveringFiles } from './file-drops'

/** Says what will become of the files that hang over the window. */
export function DropOverlay() {
  const hovering = hoveringFiles.value
  if (!hovering) return null
  const { count, pictures, isOverCanvas } = hovering
  return (
    <div class="drop-overlay" data-testid="drop-overlay">
      <p>
        <FileDown size={18} aria-hidden="true" />
        {words.drops.over(count, pictures, isOverCanvas)}
      </p>
    </div>
  )
}
