import { signal, type ReadonlySignal } from '@preact/signals'

/** What can stand open below the canvas; one at a time. */
export type DrawerPanel = 'problems' | 'engine' | 'inspected' | 'diff'

export interface Drawer {
  readonly open: ReadonlySignal<DrawerPanel | null>
  /** Height of what stands open, in CSS pixels. */
  readonly height: ReadonlySignal<number>
  show(panel: DrawerPanel): void
  toggle(panel: DrawerPanel): void
  resize(height: number): void
}

const FIRST_HEIGHT = 300
export const LEAST_HEIGHT = 120
export const MOST_HEIGHT = 720

export function createDrawer(): Drawer {
  const open = signal<DrawerPanel | null>(null)
  const height = signal(FIRST_HEIGHT)
  return {
    open,
    height,
    show: (panel) => (open.value = panel),
    toggle: (panel) => (open.value = open.peek() === panel ? null : panel),
    resize: (next) => (height.value = Math.round(Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, next)))),
  }
}
