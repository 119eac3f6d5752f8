import { useSignalEffect, type Signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import type { NodeRecord } from '../../core/doc/document'
import { withDefaults } from '../../core/nodedef/params'
import { useWorkspace, type Workspace } from '../app/workspace'
import { words } from '../text/words'
import { FRAME_TYPE, NOTE_TYPE } from './form'
import { titleHeight, titleSize } from './frame-geometry'

const NOTE_SIZE = 13
/** Smaller letters, in CSS pixels, are no use to who writes. */
const LEAST_SIZE = 11
const LEAST_FIELD = { width: 160, noteHeight: 90 }

/** Frames get their names, and notes their words, where they stand. */
export function isEditedInPlace({ editor }: Workspace, node: NodeId): boolean {
  const type = editor.document.nodes.get(node)?.type
  return type === FRAME_TYPE || type === NOTE_TYPE
}

/** The field over the canvas in which a frame is renamed or a note is written. */
export function AnnotationEditor({ opened }: { readonly opened: Signal<NodeId | null> }) {
  const { store, editor } = useWorkspace()
  const id = opened.value
  const record = id === null ? undefined : store.document.value.nodes.get(id)
  const definition = record && editor.registry.get(record.type)
  if (!record || !definition) return null
  const close = (): void => void (opened.value = null)
  if (record.type === NOTE_TYPE) {
    const { text } = withDefaults(definition.params, record.params)
    const before = typeof text === 'string' ? text : ''
    return <Field key={record.id} record={record} before={before} isNote close={close} />
  }
  return <Field key={record.id} record={record} before={record.title ?? definition.title} close={close} />
}

interface Props {
  readonly record: NodeRecord
  readonly before: string
  readonly isNote?: boolean
  readonly close: () => void
}

/** Enter (in a note with Ctrl) and a press elsewhere keep what was written; Escape gives it up. */
function Field({ record, before, isNote = false, close }: Props) {
  const { view, edit, editor } = useWorkspace()
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const isOver = useRef(false)

  function commit(): void {
    if (isOver.current) return
    isOver.current = true
    const text = field.current?.value ?? before
    close()
    if (text === before || !editor.document.nodes.has(record.id)) return
    if (isNote) edit({ type: 'param/set', node: record.id, key: 'text', value: text })
    else {
      const title = text.trim()
      const own = editor.registry.get(record.type)?.title
      edit({ type: 'node/rename', node: record.id, title: title === '' || title === own ? null : title })
    }
  }

  function leave(): void {
    view.peek()?.focus()
  }

  function press(event: KeyboardEvent): void {
    const isKept = event.key === 'Enter' && (!isNote || event.ctrlKey || event.metaKey)
    // The window's own keys stay the window's, but not what is typed.
    if (isKept || event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      if (isKept) commit()
      else {
        isOver.current = true
        close()
      }
      leave()
    }
  }

  useSignalEffect(() => {
    const element = field.current
    const shown = view.value
    const camera = shown?.camera.value
    const box = shown?.boxesOf([record.id]).get(record.id)
    if (!element || !camera || !box) return
    const { scale } = camera
    const height = isNote ? box.height : titleHeight(box.height, scale)
    const size = isNote ? NOTE_SIZE : titleSize(box.height, scale)
    element.style.left = `${(box.x + camera.x) * scale}px`
    element.style.top = `${(box.y + camera.y) * scale}px`
    element.style.width = `${Math.max(LEAST_FIELD.width, box.width * scale)}px`
    element.style.height = `${Math.max(isNote ? LEAST_FIELD.noteHeight : 0, height * scale)}px`
    element.style.fontSize = `${Math.max(LEAST_SIZE, size * scale)}px`
  })

  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true })
    if (!isNote) field.current?.select()
  }, [])

  const common = {
    ref: field,
    defaultValue: before,
    onKeyDown: press,
    onBlur: commit,
    spellcheck: isNote,
    'data-drafts': true,
  }
  return isNote ? (
    <textarea
      {...common}
      class="annotation-field note-field"
      aria-label={words.annotations.noteField}
      title={words.annotations.noteHint}
      maxLength={20_000}
    />
  ) : (
    <input
      {...common}
      class="annotation-field frame-field"
      type="text"
      aria-label={words.annotations.frameField}
      maxLength={200}
    />
  )
}
