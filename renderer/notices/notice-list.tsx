import { CircleAlert, Info, X } from 'lucide-preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import type { Notice, NoticeAction } from '../state/notices'
import type { Repair } from '../../core/infer/repairs'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { RepairButtons } from './repair-buttons'
import { runRepair } from './run-repair'

const GAP = 12

/** What the window has to say: in the corner, or beside the place it is about. */
export function NoticeList() {
  const { notices } = useWorkspace()
  const all = notices.current.value
  return (
    <>
      <div class="notices">
        {all
          .filter(({ at }) => at === undefined)
          .map((notice) => (
            <NoticeBox key={notice.id} notice={notice} />
          ))}
      </div>
      {all
        .filter(({ at }) => at !== undefined)
        .map((notice) => (
          <PlacedNotice key={notice.id} notice={notice} />
        ))}
    </>
  )
}

function PlacedNotice({ notice }: { readonly notice: Notice }) {
  const { notices } = useWorkspace()
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { at } = notice
    if (!box.current || !at) return
    const { width, height } = box.current.getBoundingClientRect()
    box.current.style.left = `${Math.max(GAP, Math.min(at.x + GAP, window.innerWidth - width - GAP))}px`
    box.current.style.top = `${Math.max(GAP, Math.min(at.y + GAP, window.innerHeight - height - GAP))}px`
    const dismiss = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) notices.dismiss(notice.id)
    }
    document.addEventListener('pointerdown', dismiss, true)
    return () => document.removeEventListener('pointerdown', dismiss, true)
  }, [notice])
  return (
    <div class="placed-notice" ref={box}>
      <NoticeBox notice={notice} />
    </div>
  )
}

function NoticeBox({ notice }: { readonly notice: Notice }) {
  const workspace = useWorkspace()
  const { notices } = workspace
  const { action } = notice
  const before = useRef<EventTarget | null>(null)
  const Icon = notice.tone === 'error' ? CircleAlert : Info

  /** The keyboard goes back to where it was. */
  function leave(): void {
    notices.dismiss(notice.id)
    if (before.current instanceof HTMLElement) before.current.focus()
  }
  function run(repair: Repair): void {
    leave()
    runRepair(repair, workspace)
  }
  function act({ run: doIt }: NoticeAction): void {
    leave()
    doIt()
  }

  return (
    <div
      class={`notice ${notice.tone}`}
      data-testid="notice"
      onFocusIn={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget))
          before.current = relatedTarget
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        leave()
      }}
    >
      <Icon size={17} aria-hidden="true" />
      <div class="notice-text">
        <p>{notice.message}</p>
        {notice.repairs && <RepairButtons repairs={notice.repairs} onRun={run} />}
        {notice.nextStep && <p class="next-step">{notice.nextStep}</p>}
      </div>
      {action && (
        <button type="button" class="button" onClick={() => act(action)} data-testid="notice-action">
          {action.label}
        </button>
      )}
      <IconButton icon={X} size={14} label={words.app.dismiss} onClick={leave} />
    </div>
  )
}
