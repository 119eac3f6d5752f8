/** A comparison of the backends as it lies beside the graph in a `.loom`, for a bug report. */
import type { ParityReport } from '../contract/engine-types'
import { formatPort, type Document } from '../doc/document'

/** Readable JSON: versions, adapter and one line a port, in flow order. JSON has no infinity, so it is written as text. */
export function writeParity(report: ParityReport, document: Document, appVersion: string): string {
  const { tolerance, entries, first, adapter, runtime, runMs } = report
  const table = entries.map(({ port, difference, dims }) =>
    JSON.stringify({
      port: formatPort(port),
      type: document.nodes.get(port.node)?.type ?? null,
      dims,
      difference: Number.isFinite(difference) ? difference : String(difference),
    }),
  )
  const head = {
    styleloom: appVersion,
    runtime,
    adapter,
    tolerance,
    first: first && formatPort(first),
    runMs,
  }
  const opened = JSON.stringify(head, null, 2).slice(0, -2)
  return `${opened},\n  "ports": [\n    ${table.join(',\n    ')}\n  ]\n}\n`
}
