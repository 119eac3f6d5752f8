import { ok } from '../../core/base/result'
import { parameterCount, sumKnown } from '../../core/infer/cost'
import { sortNodes } from '../../core/doc/topology'
import { inferAll } from '../../core/infer/inference'
import { formatDims, type Dim } from '../../core/tensor/wire-type'
import type { CommandSpec } from '../command'
import { openGraph } from '../open-graph'
import { registry } from '../registry'
import { table } from '../table'

export const infoCommand: CommandSpec = {
  name: 'info',
  usage: 'info GRAPH [--json]',
  summary: 'Tells shapes, parameters and multiply-adds (for one sample) of every node.',
  positionals: { min: 1, max: 1 },
  async run({ positionals: [path = ''] }) {
    const opened = await openGraph(path)
    if (!opened.ok) return opened
    const { document } = opened.value
    const inference = inferAll(document, registry)
    const { order, cyclic } = sortNodes(inference.topology, new Set(document.nodes.keys()))
    const records = [...order, ...cyclic].flatMap((id) => document.nodes.get(id) ?? [])
    const nodes = records.map(({ id, type, params }) => {
      const facts = inference.node(id)
      const outputs = Object.fromEntries(
        [...(facts?.outputs ?? [])].map(([port, { kind, dims }]) => [port, { kind, dims }]),
      )
      return {
        id,
        type,
        params,
        outputs,
        parameters: facts ? parameterCount(facts) : 0,
        macs: facts?.macs ?? 0,
      }
    })
    const parameters = sumKnown(nodes.map((node) => node.parameters))
    const macs = sumKnown(nodes.map((node) => node.macs))
    const rows = nodes.map(({ id, type, outputs, parameters, macs }) => [
      id,
      type,
      Object.values(outputs)
        .map(({ dims }) => formatDims(dims))
        .join(', '),
      count(parameters),
      count(macs),
    ])
    const total = ['total', '', '', count(parameters.total), count(macs.total)]
    const unknown =
      parameters.complete && macs.complete
        ? ''
        : '\nSome sizes are not known yet; they are not in the totals.\n'
    return ok({
      json: { name: document.project.name, nodes, total: { parameters: parameters.total, macs: macs.total } },
      text: `${document.project.name}\n\n${table(['node', 'type', 'output', 'parameters', 'multiply-adds'], [...rows, total])}${unknown}`,
    })
  },
}

function count(value: Dim): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : value
}
