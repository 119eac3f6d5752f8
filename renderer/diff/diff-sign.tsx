import type { JSX } from 'preact'
import { words } from '../text/words'
import type { DiffMark } from './diff-marks'

const SHAPES: Readonly<Record<DiffMark, JSX.Element>> = {
  added: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3" />
      <path d="M8 4.5v7M4.5 8h7" />
    </>
  ),
  removed: (
    <>
      <path class="ground" d="M8 0 16 8 8 16 0 8Z" />
      <path d="M4.5 8h7" />
    </>
  ),
  changed: (
    <>
      <circle cx="8" cy="8" r="7.5" />
      <path d="M4 9.3c1.3-2.6 2.7-2.6 4-1.3s2.7 1.3 4-1.3" />
    </>
  ),
}

/** The sign that the canvas puts on such a node. */
export function DiffSign({ kind }: { readonly kind: DiffMark }) {
  return (
    <svg
      class={`diff-sign ${kind}`}
      viewBox="0 0 16 16"
      width="15"
      height="15"
      role="img"
      aria-label={words.diff.kinds[kind]}
    >
      {SHAPES[kind]}
    </svg>
  )
}
