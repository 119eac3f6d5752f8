import type { NodeId } from '../base/ids'
import { error, warning, type Diagnostic, type Place } from '../diagnostic/diagnostic'
import { innerNode } from '../doc/block-path'
import type { NodeRecord } from '../doc/document'
import type { Inference } from './inference'
import type { NodeDefinition, Report, WeightSpec } from '../nodedef/define-node'
import { withDefaults } from '../nodedef/params'
import { placeholderType, type PortSpec } from '../nodedef/ports'
import type { Registry } from '../nodedef/registry'
import { describeType, formatDims, kindWords, type Dim, type Kind, type WireType } from '../tensor/wire-type'

/** What inference knows of one node. Plain data, equal for equal inputs. */
export interface InferredNode {
  readonly inputs: ReadonlyMap<string, WireType>
  readonly outputs: ReadonlyMap<string, WireType>
  readonly weights: Readonly<Record<string, WeightSpec>>
  /** Multiply-adds for one sample; 0 for a node that only moves data. */
  readonly macs: Dim
  readonly diagnostics: readonly Diagnostic[]
  /** Of a block's instance: what is known of the nodes in it, under the names they have inside. */
  readonly inside?: Inference
}

const NOTHING: ReadonlyMap<string, WireType> = new Map()

/** Types, weights and diagnostics of `node` for the types on its connected inputs. */
export function inferNode(
  node: NodeRecord,
  connected: ReadonlyMap<string, WireType>,
  registry: Registry,
  mutedInputs: ReadonlySet<string> = new Set(),
): InferredNode {
  const definition = registry.get(node.type)
  if (!definition) return unknownNode(node)
  if (node.mode === 'muted')
    return { inputs: connected, outputs: NOTHING, weights: {}, macs: 0, diagnostics: [] }
  if (node.mode === 'bypassed') return bypassedNode(node, definition, connected)
  if (definition.role === 'pass') return handedOn(definition, connected)
  const diagnostics: Diagnostic[] = []
  const report: Report = {
    error: (code, at, message, nextStep) =>
      diagnostics.push(error(code, { kind: 'node', node: node.id, ...at }, message, nextStep)),
    inside: (problem) => diagnostics.push(problemInside(node.id, problem)),
  }

  const types: Record<string, WireType | undefined> = {}
  for (const [name, spec] of Object.entries(definition.inputs)) {
    const type = connected.get(name)
    const problem = type && portProblem(spec, type)
    if (problem)
      report.error(problem.code, { port: name }, `${definition.title} ${problem.message}`, problem.nextStep)
    if (type && !problem) types[name] = type
    else if (!spec.optional) types[name] = placeholderType(spec)
    if (type || spec.optional) continue
    diagnostics.push(
      mutedInputs.has(name) ? mutedInput(node, definition, name) : missingInput(node, definition, name, spec),
    )
  }

  const params = withDefaults(definition.params, node.params)
  const given = types as Record<string, WireType>
  const outputs = definition.infer(given, params, report)
  const weights = definition.weights?.(given, params) ?? {}
  checkLoadedWeights(node, weights, report)
  return {
    inputs: connected,
    outputs: new Map(Object.entries(outputs)),
    weights,
    macs: definition.macs?.(given, outputs, params) ?? 0,
    diagnostics,
    ...(definition.inside ? { inside: definition.inside(given, params) } : {}),
  }
}

/** Why a wire of this type cannot enter the port, or undefined when it can. */
export function portProblem(
  spec: PortSpec,
  type: WireType,
): { readonly code: string; readonly message: string; readonly nextStep?: string } | undefined {
  if (!spec.kinds.includes(type.kind)) {
    return {
      code: 'graph/kind-mismatch',
      message: `takes ${spec.kinds.map(kindWords).join(' or ')} here, but the wire carries ${describeType(type)}.`,
    }
  }
  if (spec.shapes && !spec.shapes.some((shape) => fits(shape, type.dims))) {
    return {
      code: 'graph/rank-mismatch',
      message: `takes ${spec.shapes.map(formatDims).join(' or ')} here, but the wire carries ${formatDims(type.dims)}.`,
    }
  }
  return undefined
}

function fits(shape: readonly string[], dims: readonly Dim[]): boolean {
  return (
    shape.length === dims.length &&
    shape.every((name, i) => name !== '1' || typeof dims[i] === 'string' || dims[i] === 1)
  )
}

function missingInput(
  node: NodeRecord,
  definition: NodeDefinition,
  port: string,
  spec: PortSpec,
): Diagnostic {
  return warning(
    'graph/input-missing',
    { kind: 'node', node: node.id, port },
    `${definition.title} has nothing on its input ${port}: ${lowerFirst(spec.doc)}`,
    `Connect ${spec.kinds.map(kindWords).join(' or ')}.`,
  )
}

function mutedInput(node: NodeRecord, definition: NodeDefinition, port: string): Diagnostic {
  return warning(
    'graph/input-muted',
    { kind: 'node', node: node.id, port },
    `${definition.title} gets nothing on its input ${port}, because the node before it is muted.`,
    'Unmute that node, bypass it instead, or connect another one.',
  )
}

/** Which input a bypassed node hands on through an output: the first connected one of a kind that the output has. */
export function bypassSource(
  definition: NodeDefinition,
  output: string,
  connected: ReadonlyMap<string, WireType>,
): string | undefined {
  const kinds: readonly Kind[] = definition.outputs[output]?.kinds ?? []
  return Object.keys(definition.inputs).find((input) => {
    const kind = connected.get(input)?.kind
    return kind !== undefined && kinds.includes(kind)
  })
}

function bypassedNode(
  node: NodeRecord,
  definition: NodeDefinition,
  connected: ReadonlyMap<string, WireType>,
): InferredNode {
  const facts = handedOn(definition, connected)
  const diagnostics = Object.entries(definition.outputs)
    .filter(([name]) => !facts.outputs.has(name))
    .map(([name, { kinds }]) =>
      warning(
        'graph/nothing-to-bypass',
        { kind: 'node', node: node.id, port: name },
        `${definition.title} is bypassed, but nothing that comes in can stand for its output ${name}.`,
        `Connect ${kinds.map(kindWords).join(' or ')} to it, or let it run.`,
      ),
    )
  return { ...facts, diagnostics }
}

/** A node whose outputs are other names for what comes in; an output for which nothing comes in has no type. */
function handedOn(definition: NodeDefinition, connected: ReadonlyMap<string, WireType>): InferredNode {
  const outputs = new Map<string, WireType>()
  for (const name of Object.keys(definition.outputs)) {
    const source = bypassSource(definition, name, connected)
    const type = source === undefined ? undefined : connected.get(source)
    if (type) outputs.set(name, type)
  }
  return { inputs: connected, outputs, weights: {}, macs: 0, diagnostics: [] }
}

/** A problem of a block's own node, told from outside. */
function problemInside(block: NodeId, problem: Diagnostic): Diagnostic {
  const { place } = problem
  const seen: Place =
    place.kind === 'node' ? { ...place, node: innerNode(block, place.node) } : { kind: 'node', node: block }
  return { ...problem, place: seen }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function checkLoadedWeights(
  node: NodeRecord,
  weights: Readonly<Record<string, WeightSpec>>,
  report: Report,
): void {
  for (const [name, loaded] of Object.entries(node.weights ?? {})) {
    const spec = Object.hasOwn(weights, name) ? weights[name] : undefined
    if (!spec) continue
    const agrees =
      spec.dims.length === loaded.dims.length &&
      spec.dims.every((dim, i) => typeof dim === 'string' || dim === loaded.dims[i])
    if (agrees) continue
    report.error(
      'weights/shape-mismatch',
      {},
      `The loaded weight ${name} is ${formatDims(loaded.dims)}, but this node now needs ${formatDims(spec.dims)}.`,
      'Undo the change that altered the size, or reset the weight to its initial values.',
    )
  }
}

function unknownNode(node: NodeRecord): InferredNode {
  const problem = error(
    'graph/unknown-node-type',
    { kind: 'node', node: node.id },
    `This version of Styleloom has no node type ${node.type}.`,
    'The node is kept as it is and written back unchanged; open the file with the version that made it to run it.',
  )
  return { inputs: NOTHING, outputs: NOTHING, weights: {}, macs: 0, diagnostics: [problem] }
}
