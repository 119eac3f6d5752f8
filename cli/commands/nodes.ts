import { fail, ok } from '../../core/base/result'
import { error } from '../../core/diagnostic/diagnostic'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import type { ParamSpec } from '../../core/nodedef/params'
import type { PortSpecs } from '../../core/nodedef/ports'
import { categoryOf } from '../../core/nodedef/registry'
import { formatDims } from '../../core/tensor/wire-type'
import type { CommandSpec, Output } from '../command'
import { registry } from '../registry'

export const nodesCommand: CommandSpec = {
  name: 'nodes',
  usage: 'nodes [TYPE] [--json]',
  summary: 'Lists the node types, or tells everything about one.',
  positionals: { min: 0, max: 1 },
  run({ positionals: [type] }) {
    if (type === undefined) return Promise.resolve(ok(catalogue()))
    const definition = registry.get(type)
    return Promise.resolve(
      definition
        ? ok({ json: describe(definition), text: page(definition) })
        : fail([
            error(
              'nodes/unknown-type',
              { kind: 'graph' },
              `There is no node type ${type}.`,
              '`styleloom nodes` lists them all.',
            ),
          ]),
    )
  },
}

function catalogue(): Output {
  const width = Math.max(...registry.all.map(({ type }) => type.length))
  const lines: string[] = []
  let category = ''
  for (const { type, summary } of registry.all) {
    if (categoryOf(type) !== category) {
      category = categoryOf(type)
      lines.push(lines.length === 0 ? category : `\n${category}`)
    }
    lines.push(`  ${type.padEnd(width)}  ${summary}`)
  }
  return { json: registry.all.map(describe), text: `${lines.join('\n')}\n` }
}

function describe({
  type,
  version,
  title,
  summary,
  help,
  keywords,
  inputs,
  outputs,
  params,
}: NodeDefinition): unknown {
  return { type, version, title, summary, help, keywords, inputs, outputs, params }
}

function page({ type, title, summary, help, inputs, outputs, params }: NodeDefinition): string {
  const sections = [
    `${title} (${type})\n${summary}`,
    help,
    ports('Inputs', inputs),
    ports('Outputs', outputs),
    section(
      'Parameters',
      Object.entries(params).map(
        ([key, spec]) => `${key} = ${JSON.stringify(spec.default)}  ${allowed(spec)}  ${spec.doc}`,
      ),
    ),
  ]
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`
}

function ports(title: string, specs: PortSpecs): string {
  return section(
    title,
    Object.entries(specs).map(([name, { kinds, shapes, doc, optional }]) => {
      const shape = shapes ? shapes.map((dims) => formatDims(dims)).join(' or ') : 'any shape'
      return `${name}: ${kinds.join(' or ')}, ${shape}${optional ? ', optional' : ''}  ${doc}`
    }),
  )
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}`).join('\n')}`
}

function allowed(spec: ParamSpec): string {
  switch (spec.kind) {
    case 'int':
    case 'float':
      return `(${spec.min} to ${spec.max}${spec.unit ? ` ${spec.unit}` : ''})`
    case 'choice':
      return `(${Object.keys(spec.options).join(' | ')})`
    default:
      return `(${spec.kind})`
  }
}
