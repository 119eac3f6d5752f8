import { FileQuestion, Workflow, X } from 'lucide-preact'
import type { Template } from '../files/examples'
import type { RecentFile } from '../host/recent'
import { words } from '../text/words'
import { usePictureUrl } from './use-picture-url'

interface CardProps {
  readonly isActive: boolean
  readonly onFocus: () => void
  readonly onOpen: () => void
}

interface RecentCardProps extends CardProps {
  readonly file: RecentFile
  readonly now: number
  /** Without it there is no button that takes the file off the list. */
  readonly onForget?: () => void
}

export function RecentCard({ file, now, onForget, ...props }: RecentCardProps) {
  const { name, folder, time, thumbnail, isMissing } = file
  const url = usePictureUrl(thumbnail)
  const where = isMissing ? words.gallery.missing : folder
  return (
    <Card
      {...props}
      id={file.id}
      url={url}
      title={name}
      text={[where, words.gallery.when(time, now)].filter(Boolean).join(' · ')}
      isMissing={isMissing}
      {...(onForget ? { onForget } : {})}
    />
  )
}

export function TemplateCard({ template, ...props }: CardProps & { readonly template: Template }) {
  const { file, title, summary, thumbnail } = template
  return <Card {...props} id={file} url={thumbnail} title={title} text={summary} />
}

interface AnyCardProps extends CardProps {
  readonly id: string
  readonly url: string | null
  readonly title: string
  readonly text: string
  readonly isMissing?: boolean
  readonly onForget?: () => void
}

/** One tab stop for all cards: arrow keys move among them. */
function Card({
  id,
  url,
  title,
  text,
  isMissing = false,
  isActive,
  onFocus,
  onOpen,
  onForget,
}: AnyCardProps) {
  const Stand = isMissing ? FileQuestion : Workflow
  return (
    <li class={isMissing ? 'gallery-item missing' : 'gallery-item'}>
      <button
        type="button"
        class="gallery-card"
        data-card={id}
        tabIndex={isActive ? 0 : -1}
        aria-keyshortcuts={onForget ? 'Delete' : undefined}
        onFocus={onFocus}
        onClick={onOpen}
      >
        <span class="gallery-picture">
          {url === null ? <Stand size={26} aria-hidden="true" /> : <img src={url} alt="" loading="lazy" />}
        </span>
        <span class="gallery-title">{title}</span>
        <span class="gallery-text">{text}</span>
      </button>
      {onForget && (
        <button
          type="button"
          class="gallery-forget"
          // Delete does the same: the keyboard does not pass by twice.
          tabIndex={-1}
          aria-label={words.gallery.forget(title)}
          data-tip={words.gallery.forget(title)}
          onClick={onForget}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </li>
  )
}
