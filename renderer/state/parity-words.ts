import type { ParityEntry, ParityReport } from '../../core/contract/engine-types'
import { warning, type Diagnostic } from '../../core/diagnostic/diagnostic'
import { formatPort } from '../../core/doc/document'

/** A difference as people read it: `0.0021 %` of the range of WASM's values. */
export function formatDifference(difference: number): string {
  if (difference === 0) return 'none'
  if (!Number.isFinite(difference)) return 'NaN or infinity'
  const percent = difference * 100
  if (percent < 1e-5) return '< 0.00001 %'
  const digits = Math.max(0, 1 - Math.floor(Math.log10(percent)))
  return `${Number(percent.toFixed(digits))} %`
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
  const by = Number.isFinite(entry.difference)
    ? `its values differ by ${formatDifference(entry.difference)} of their range`
    : 'only one of the two gives NaN or infinity'
  return [
    warning(
      'parity/differs',
      { kind: 'node', ...entry.port },
      `This node is the first where WebGPU gives something else than WASM: ${by}, and ${formatDifference(report.tolerance)} is tolerated.`,
      'Choose WASM in the settings for this graph, and save the report with the graph if you want to tell of it.',
    ),
  ]
}
