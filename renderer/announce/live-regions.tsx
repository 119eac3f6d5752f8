import { useWorkspace } from '../app/workspace'
import type { Announcement } from './announcer'

/** Where assistive technology listens. Always in the page: a region that comes with its words is not heard. */
export function LiveRegions() {
  const { announcer } = useWorkspace()
  return (
    <>
      <div class="visually-hidden" role="status" aria-live="polite" data-testid="announcements">
        <Said announcement={announcer.polite.value} />
      </div>
      <div class="visually-hidden" role="alert" aria-live="assertive" data-testid="urgent-announcements">
        <Said announcement={announcer.urgent.value} />
      </div>
    </>
  )
}

/** A new element each time, so that the same words are said again. */
function Said({ announcement: { id, text } }: { readonly announcement: Announcement }) {
  return text === '' ? null : <p key={id}>{text}</p>
}
