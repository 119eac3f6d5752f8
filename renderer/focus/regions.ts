/** The parts of the window between which F6 moves, in the order of the page. */
const REGIONS: readonly { readonly name: string; readonly selector: string }[] = [
  { name: 'toolbar', selector: '.toolbar' },
  { name: 'tabs', selector: '.tab-bar' },
  { name: 'palette', selector: '.palette' },
  { name: 'outline', selector: '.outline' },
  { name: 'canvas', selector: '.canvas-area' },
  { name: 'drawer', selector: '.drawer' },
  { name: 'picture', selector: '.picture-panel' },
  { name: 'inspector', selector: '.inspector' },
]

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]'

export interface Regions {
  /** To the next region that takes the focus, or the one before. */
  move(step: 1 | -1): void
  goTo(name: string): boolean
}

/** Where the keyboard was last in each region: that is where it comes back to. */
export function rememberFocus(document: Document): Regions {
  const last = new Map<string, HTMLElement>()
  document.addEventListener('focusin', ({ target }) => {
    const name = target instanceof Element ? regionOf(target) : undefined
    if (name !== undefined && target instanceof HTMLElement) last.set(name, target)
  })

  function goTo(name: string): boolean {
    const region = REGIONS.find((known) => known.name === name)
    const box = region && document.querySelector<HTMLElement>(region.selector)
    if (!box) return false
    const known = last.get(name)
    const candidates = [
      ...(known && box.contains(known) && isReachable(known) ? [known] : []),
      ...[...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(isReachable),
      box,
    ]
    for (const candidate of candidates) {
      candidate.focus()
      if (document.activeElement === candidate) return true
    }
    return false
  }

  return {
    goTo,
    move(step) {
      const { activeElement } = document
      const here = REGIONS.findIndex(
        ({ name }) => name === (activeElement ? regionOf(activeElement) : undefined),
      )
      const count = REGIONS.length
      const start = here < 0 && step < 0 ? 0 : here
      for (let steps = 1; steps <= count; steps++) {
        const next = REGIONS[(((start + step * steps) % count) + count) % count]
        if (next && goTo(next.name)) return
      }
    },
  }
}

function regionOf(element: Element): string | undefined {
  return REGIONS.find(({ selector }) => element.closest(selector))?.name
}

function isReachable(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && !element.matches(':disabled')
}
