import type { ParityEntry, ParityReport } from '../../core/contract/engine-types'
import { warning, type Diagnostic } from '../../core/diagnostic/diagnostic'
import { formatPort } from '../../core/doc/document'
import { words } from '../text/words'

/** A difference as people read it: `0.0021 %` of the range of WASM's values. */
export function formatDifference(difference: number): string {
  if (difference === 0) return words.parity.none
  if (!Number.isFinite(difference)) return words.parity.nonFinite
  const percent = difference * 100
  if (percent < 1e-5) return words.parity.percent('< 0.00001')
  const digits = Math.max(0, 1 - Math.floor(Math.log10(percent)))
  return words.parity.percent(String(Number(percent.toFixed(digits))))
}

/** The first port that differs, with its entry. */
export function firstDifference({ first, entries }: ParityReport): ParityEntry | null {
  if (first === null) return null
  const name = formatPort(first)
  return entries.find(({ port }) => formatPort(port) === name) ?? null
}

/** The largest difference there is, for a report in which none is too large. */
export function largestDifference({ entries }: ParityReport): ParityEntry | null {
  return entries.reduce<ParityEntry | null>(
    (most, entry) => (most === null || entry.difference > most.difference ? entry : most),
    null,
  )
}

export function differenceDiagnostic(report: ParityReport): readonly Diagnostic[] {
  const entry = firstDifference(report)
  if (!entry) return []
  const { problem } = words.parity
  const by = Number.isFinite(entry.difference)
    ? problem.by(formatDifference(entry.difference))
    : problem.onlyOneFinite
  return [
    warning(
      'parity/differs',
      { kind: 'node', ...entry.port },
      problem.message(by, formatDifference(report.tolerance)),
      problem.step,
    ),
  ]
}
