import { APP_VERSION } from '../../core/app-version'
import { nodeId } from '../../core/base/ids'
import { fail, ok } from '../../core/base/result'
import { compile, DEFAULT_OPSET } from '../../core/compile/compile'
import { applyRewrites } from '../../core/compile/rewrites/index'
import { error } from '../../core/diagnostic/diagnostic'
import { encodeOnnx } from '../../core/onnx/encode'
import { formatDims } from '../../core/tensor/wire-type'
import { UsageError, type CommandSpec } from '../command'
import { writeOutput } from '../files'
import { openGraph, WEIGHTS_OPTIONS } from '../open-graph'
import { applySettings, SETTING_OPTIONS } from '../settings'
import { registry } from '../registry'
import { chosenRewrites, REWRITE_OPTIONS } from '../rewrite-options'

export const exportCommand: CommandSpec = {
  name: 'export',
  usage: `export GRAPH -o MODEL.onnx [--opset ${DEFAULT_OPSET}] [--input NODE] [--set NODE.PARAM=VALUE] [--weights-folder DIR] [--optimize wasm|cpu] [--without REWRITE] [--with REWRITE] [--deterministic] [--json]`,
  summary:
    'Writes the graph as an ONNX model. Latents are its inputs; --input keeps further sources as inputs.',
  positionals: { min: 1, max: 1 },
  // An export never looks at this computer's own costs: the model is for others.
  flags: ['deterministic'],
  options: {
    out: { short: 'o' },
    opset: {},
    optimize: {},
    input: { multiple: true },
    ...WEIGHTS_OPTIONS,
    ...REWRITE_OPTIONS,
    ...SETTING_OPTIONS,
  },
  async run(args) {
    const [path = ''] = args.positionals
    const target = args.value('out')
    if (target === undefined) throw new UsageError('Say where to write the model: -o MODEL.onnx')
    const opset = Number(args.value('opset') ?? DEFAULT_OPSET)
    const optimize = args.value('optimize')
    if (optimize !== undefined && optimize !== 'wasm' && optimize !== 'cpu')
      throw new UsageError(`--optimize takes wasm or cpu, not ${optimize}.`)
    const names = chosenRewrites(args)
    if (optimize === undefined && args.values('without').length + args.values('with').length > 0)
      throw new UsageError('--without and --with choose rewrites for --optimize; without that none are made.')
    const opened = await openGraph(path, args)
    if (!opened.ok) return opened
    const document = await applySettings(opened.value.document, opened.value.store, args.values('set'))
    if (!document.ok) return document

    const stranger = args.values('input').find((id) => !document.value.nodes.has(nodeId(id)))
    if (stranger !== undefined)
      return fail([
        error('export/unknown-node', { kind: 'graph' }, `There is no node ${stranger} to keep as an input.`),
      ])
    const compiled = compile(document.value, registry, opened.value.store, {
      mode: 'export',
      opset,
      exportInputs: new Set(args.values('input').map(nodeId)),
    })
    if (!compiled.ok) return compiled
    const ir = optimize ? applyRewrites(compiled.value.ir, { target: optimize, names }) : compiled.value.ir
    const bytes = encodeOnnx(
      { ir, opset },
      {
        name: document.value.project.name,
        producerVersion: APP_VERSION,
      },
    )
    const written = await writeOutput(target, bytes)
    if (!written.ok) return written
    const { inputs, outputs, operators } = ir
    const described = {
      inputs: inputs.map(({ name, dims }) => ({ name, dims })),
      outputs: outputs.map(({ name, type }) => ({ name, dims: type.dims })),
    }
    const list = (
      title: string,
      items: readonly { name: string; dims: readonly (number | string)[] }[],
    ): string => items.map(({ name, dims }) => `  ${title} ${name}: ${formatDims(dims)}\n`).join('')
    return ok({
      json: { ok: true, opset, bytes: bytes.length, operators: operators.length, ...described },
      text: `${target}: ${operators.length} operators, opset ${opset}, ${bytes.length.toLocaleString('en-US')} bytes.\n${list('input', described.inputs)}${list('output', described.outputs)}`,
    })
  },
}
