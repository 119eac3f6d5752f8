import { required } from '../base/assert'
import { sha256Hex } from '../base/hash'
import type { NodeId } from '../base/ids'
import { fail, ok, type Result } from '../base/result'
import { encodeUtf8 } from '../base/utf8'
import type { Backend } from '../tensor/backend'
import { error, hasErrors, type Diagnostic } from '../diagnostic/diagnostic'
import { formatPort, parsePort, type Document, type PortRef } from '../doc/document'
import { expand } from '../doc/expand'
import { withBlocks } from '../infer/block-registry'
import type { Inference } from '../infer/inference'
import type { Registry } from '../nodedef/registry'
import { dumpIr } from '../onnx/dump'
import { tensorBytes, type Tensor } from '../tensor/tensor'
import type { TensorStore } from '../weights/tensor-store'
import type { BoundWeight } from './emitter'
import type { Ir, IrInput, IrOutput } from './ir'
import { inferForRun } from './live-types'
import { nodesWithStandIns } from './stand-ins'
import { bindWeights } from './passes/bind-weights'
import { check } from './passes/check'
import { collect, defaultOutputs } from './passes/collect'
import { dropDead } from './passes/drop-dead'
import { emit, type EmitMemory } from './passes/emit'
import { holdPictures, missingPictures } from './passes/pictures'
import { verify } from './passes/verify'

export const DEFAULT_OPSET = 17
export const MIN_OPSET = 17
export const MAX_OPSET = 21

export interface CompileOptions {
  /** `live`: everything that may change between runs is an input. `export`: only latents are. */
  readonly mode: 'live' | 'export'
  readonly opset?: number
  /** What `inferForRun` says of the expanded document, this mode and these feeds; made here when absent. */
  readonly inferred?: Inference
  /** What nodes emitted before, for compiles that follow one another. */
  readonly memory?: EmitMemory
  /** Where the model will run, when that is known: some backends need their own forms. */
  readonly backend?: Backend
  /** The ports to compute; all output nodes when absent. */
  readonly outputs?: readonly PortRef[]
  /** Tensors given from outside in place of a port's own value, keyed `node.port`. */
  readonly feeds?: ReadonlyMap<string, Tensor>
  /** Nodes whose sources stay inputs of an exported model (noise, pictures). */
  readonly exportInputs?: ReadonlySet<NodeId>
  /** Values that nobody has are stood in for, with a warning, instead of refusing the graph. */
  readonly standIns?: boolean
}

export interface Compiled {
  readonly ir: Ir
  readonly opset: number
  /** Equal keys: the same model, whatever is fed to it. */
  readonly key: string
  readonly inference: Inference
  /** What stands in for missing values. */
  readonly warnings: readonly Diagnostic[]
}

/** Document to ONNX operators, blocks expanded: a list of passes, each a pure function in `passes/`. */
export function compile(
  source: Document,
  base: Registry,
  store: TensorStore,
  options: CompileOptions,
): Result<Compiled, readonly Diagnostic[]> {
  const opset = options.opset ?? DEFAULT_OPSET
  if (!Number.isInteger(opset) || opset < MIN_OPSET || opset > MAX_OPSET) {
    return fail([
      error(
        'compile/opset',
        { kind: 'graph' },
        `Opset ${opset} is not supported.`,
        `Use ${MIN_OPSET} to ${MAX_OPSET}.`,
      ),
    ])
  }
  const document = expand(source)
  const registry = withBlocks(base, document.blocks)
  const feeds = options.feeds ?? new Map<string, Tensor>()
  const unknownFeeds = checkFeeds(document, registry, feeds)
  if (unknownFeeds.length > 0) return fail(unknownFeeds)

  const inference = options.inferred ?? inferForRun(document, base, options.mode, feeds)
  const wanted = options.outputs ?? defaultOutputs(document, registry)
  const collected = collect(document, registry, inference.topology, wanted, new Set(feeds.keys()))
  const problems = [...collected.diagnostics, ...check(document, inference, collected)]
  if (hasErrors(problems)) return fail(problems)

  const weights = new Map<NodeId, ReadonlyMap<string, BoundWeight>>()
  for (const id of collected.order) {
    const node = required(document.nodes.get(id), id)
    const bound = bindWeights(node, inference.node(id)?.weights ?? {}, store, options.standIns)
    problems.push(...bound.diagnostics)
    weights.set(id, bound.weights)
  }
  problems.push(...missingPictures(document, collected.order, store, options.standIns))
  if (hasErrors(problems)) return fail(problems)

  const fedInputs = [...feeds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => fedInput(name, value))
  const { emitted, ports } = emit(
    document,
    registry,
    inference,
    collected.order,
    weights,
    new Map(fedInputs.map((input) => [input.name, input.name])),
    {
      opset,
      backend: options.mode === 'export' ? null : (options.backend ?? null),
      liveInputs: options.mode === 'live',
      sourceInputs: options.exportInputs ?? new Set(),
      picture: holdPictures(document, collected.order, store),
      standIns: nodesWithStandIns(problems),
    },
    options.memory,
  )
  const named = nameOutputs(emitted.operators, collected.outputs, ports, inference)
  const plain = dropDead({
    ...emitted,
    operators: named.operators,
    inputs: [...fedInputs, ...emitted.inputs],
    outputs: named.outputs,
  })
  const ir = verify(plain)
  return ok({
    ir,
    opset,
    // Made when asked for: a live run goes by the keys of its segments.
    get key() {
      return sha256Hex(encodeUtf8(`opset ${opset}\n${dumpIr(ir)}`))
    },
    inference,
    warnings: problems,
  })
}

/** Graph outputs carry the port's name; where a port is only another name for a value, an Identity gives it its own. */
function nameOutputs(
  operators: readonly Ir['operators'][number][],
  outputs: readonly PortRef[],
  ports: ReadonlyMap<string, string>,
  inference: Inference,
): { operators: Ir['operators']; outputs: IrOutput[] } {
  const extra: Ir['operators'][number][] = []
  const named = outputs.map((port): IrOutput => {
    const value = required(ports.get(formatPort(port)), `value of ${formatPort(port)}`)
    const produced = operators.some((operator) => operator.output === value) && value === formatPort(port)
    const name = produced ? value : `${formatPort(port)}:output`
    if (!produced) {
      extra.push({ name, type: 'Identity', inputs: [value], output: name, attributes: {}, source: port.node })
    }
    return { name, port, type: required(inference.typeOf(port), `type of ${formatPort(port)}`) }
  })
  return { operators: [...operators, ...extra], outputs: named }
}

function checkFeeds(
  document: Document,
  registry: Registry,
  feeds: ReadonlyMap<string, Tensor>,
): Diagnostic[] {
  const known = new Set<string>()
  for (const node of document.nodes.values()) {
    for (const port of Object.keys(registry.get(node.type)?.outputs ?? {})) known.add(`${node.id}.${port}`)
  }
  return [...feeds.keys()]
    .filter((name) => !known.has(name))
    .map((name) =>
      error(
        'compile/unknown-feed',
        { kind: 'graph' },
        `Nothing called ${name} can be fed.`,
        'Feeds are named NODE.PORT, an output of a node.',
      ),
    )
}

function fedInput(name: string, value: Tensor): IrInput {
  return {
    name,
    dims: value.dims,
    key: `feed:${value.dims.join('x')}:${sha256Hex(tensorBytes(value))}`,
    make: () => value,
    source: parsePort(name).node,
  }
}
