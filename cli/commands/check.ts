import { fail, ok } from '../../core/base/result'
import { formatDiagnostic, hasErrors } from '../../core/diagnostic/diagnostic'
import { inferAll } from '../../core/infer/inference'
import type { CommandSpec } from '../command'
import { openGraph, WEIGHTS_OPTIONS } from '../open-graph'
import { registry } from '../registry'

export const checkCommand: CommandSpec = {
  name: 'check',
  usage: 'check GRAPH [--weights-folder DIR] [--json]',
  summary: 'Checks a graph file: format, wires, shapes, weights.',
  positionals: { min: 1, max: 1 },
  options: WEIGHTS_OPTIONS,
  async run(args) {
    const [path = ''] = args.positionals
    const opened = await openGraph(path, args)
    if (!opened.ok) return opened
    const { document, warnings } = opened.value
    const diagnostics = [...warnings, ...inferAll(document, registry).diagnostics()]
    if (hasErrors(diagnostics)) return fail(diagnostics)
    const counts = `${document.nodes.size} nodes, ${document.links.size} wires`
    return ok({
      json: { ok: true, nodes: document.nodes.size, links: document.links.size, diagnostics },
      text: `${diagnostics.map((d) => `${formatDiagnostic(d)}\n`).join('')}${path}: ${counts}, ${diagnostics.length === 0 ? 'nothing wrong' : `${diagnostics.length} warnings`}.\n`,
    })
  },
}
