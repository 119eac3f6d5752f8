import { useEffect, useRef, useState } from 'preact/hooks'

interface Tip {
  readonly text: string
  readonly target: Element
}

const DELAY_MS = 450
const GAP = 8

/** One tooltip for the whole window: what the element under the pointer or focus says in `data-tip`. */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    function consider(event: Event, delay: number): void {
      clearTimeout(timer)
      setTip(null)
      const target = event.target instanceof Element ? event.target.closest('[data-tip]') : null
      const text = target?.getAttribute('data-tip')
      if (target && text) timer = setTimeout(() => setTip({ text, target }), delay)
    }
    function hide(): void {
      clearTimeout(timer)
      setTip(null)
    }
    const options = { signal: stop.signal }
    document.addEventListener('pointerover', (event) => consider(event, DELAY_MS), options)
    document.addEventListener(
      'focusin',
      (event) => {
        if (event.target instanceof Element && event.target.matches(':focus-visible')) consider(event, 0)
      },
      options,
    )
    document.addEventListener('pointerdown', hide, { ...options, capture: true })
    document.addEventListener('keydown', hide, { ...options, capture: true })
    document.addEventListener('wheel', hide, { ...options, passive: true })
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [])

  useEffect(() => {
    if (tip && box.current) place(box.current, tip.target.getBoundingClientRect())
  }, [tip])

  if (!tip) return null
  return (
    <div class="tooltip" ref={box} aria-hidden="true">
      {tip.text}
    </div>
  )
}

/** Below the target, or above it where there is no room, and never beyond the window's edge. */
function place(box: HTMLElement, target: DOMRect): void {
  const { width, height } = box.getBoundingClientRect()
  const left = Math.min(
    window.innerWidth - width - GAP,
    Math.max(GAP, target.left + target.width / 2 - width / 2),
  )
  const below = target.bottom + GAP
  const top = below + height > window.innerHeight ? target.top - height - GAP : below
  box.style.left = `${Math.round(left)}px`
  box.style.top = `${Math.round(top)}px`
}
