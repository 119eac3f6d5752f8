import { fail, ok } from '../../core/base/result'
import { error } from '../../core/diagnostic/diagnostic'
import { defaultOutputs } from '../../core/compile/passes/collect'
import { nodesWithStandIns } from '../../core/compile/stand-ins'
import { writePng } from '../../core/image/png'
import { rgbaImage } from '../../core/image/rgba-image'
import { tileImages } from '../../core/image/tile'
import { writeNpy } from '../../core/weights/npy'
import { expand } from '../../core/doc/expand'
import { createNodeEngine } from '../../runtime/node-engine'
import { isPicture, toPicture } from '../../runtime/pictures'
import { checkResult, noResultToCheck } from '../check-result'
import { UsageError, type CommandSpec } from '../command'
import { costFilePath, readCosts } from '../cost-file'
import { writeOutput } from '../files'
import { openGraph, WEIGHTS_OPTIONS } from '../open-graph'
import { profileOf } from '../profile'
import { registry } from '../registry'
import { chosenRewrites, REWRITE_OPTIONS } from '../rewrite-options'
import { applySettings, readFeeds, resolvePort, SETTING_OPTIONS } from '../settings'

export const renderCommand: CommandSpec = {
  name: 'render',
  usage:
    'render GRAPH -o OUT.png|OUT.npy|--check [--feed NODE.PORT=FILE.npy] [--set NODE.PARAM=VALUE] [--output NODE[.PORT]] [--backend wasm] [--weights-folder DIR] [--stand-ins] [--without REWRITE] [--with REWRITE] [--deterministic] [--profile] [--json]',
  summary:
    "Runs the graph and writes its picture, or any node's output as an array; with --check, compares its pictures with those that its file was saved with.",
  positionals: { min: 1, max: 1 },
  flags: ['profile', 'deterministic', 'stand-ins', 'check'],
  options: {
    out: { short: 'o' },
    feed: { multiple: true },
    output: {},
    backend: {},
    ...WEIGHTS_OPTIONS,
    ...REWRITE_OPTIONS,
    ...SETTING_OPTIONS,
  },
  async run(args) {
    const [path = ''] = args.positionals
    const isCheck = args.flag('check')
    const target = args.value('out') ?? ''
    if (isCheck && (target !== '' || args.value('output') !== undefined))
      throw new UsageError('--check looks at every output and writes nothing: leave -o and --output out.')
    if (!isCheck && !/\.(png|npy)$/.test(target))
      throw new UsageError('Say where to write: -o OUT.png or -o OUT.npy')
    const backend = args.value('backend') ?? 'wasm'
    if (backend !== 'wasm')
      throw new UsageError(`The command line runs on wasm; ${backend} is only to be had in the window.`)

    const rewrites = chosenRewrites(args)
    const costs = args.flag('deterministic') ? null : await readCosts(costFilePath())

    const opened = await openGraph(path, args)
    if (!opened.ok) return opened
    const { store, expected } = opened.value
    if (isCheck && !expected) return fail([noResultToCheck(path)])
    const document = await applySettings(opened.value.document, store, args.values('set'))
    if (!document.ok) return document
    const feeds = await readFeeds(document.value, args.values('feed'))
    if (!feeds.ok) return feeds
    const wanted = args.value('output')
    const output =
      wanted === undefined
        ? ok(defaultOutputs(expand(document.value), registry)[0])
        : resolvePort(document.value, wanted)
    if (!output.ok) return output
    if (!output.value)
      return fail([
        error(
          'compile/no-output',
          { kind: 'graph' },
          'The graph has no output node.',
          'Name one: --output NODE',
        ),
      ])

    const engine = createNodeEngine({
      registry,
      store,
      rewrites,
      settings: costs ? { costs: { wasm: costs } } : {},
      standIns: args.flag('stand-ins'),
    })
    const outputs = isCheck ? {} : { outputs: [output.value] }
    const report = await engine.run({ document: document.value, ...outputs, feeds: feeds.value })
    await engine.release()
    if (!report.ok) return report
    if (isCheck && expected) return checkResult(path, document.value, expected, report.value)
    const [result] = report.value.outputs
    if (!result) throw new Error('Internal error: a run without its output')

    const { dims } = result.tensor
    let bytes: Uint8Array
    if (target.endsWith('.npy')) bytes = writeNpy(result.tensor)
    else if (isPicture(result)) {
      const { rgba, width, height, samples } = toPicture(expand(document.value), result)
      const images = rgba.map((data) => rgbaImage(width, height, new Uint8Array(data.buffer)))
      bytes = writePng(tileImages(images, Math.min(samples, 8)))
    } else {
      const at = { kind: 'node', node: result.port.node, port: result.port.port } as const
      return fail([
        error(
          'render/not-a-picture',
          at,
          `This output is ${dims.join(' × ')}, which is no picture.`,
          'Write it to OUT.npy, or choose an image with --output.',
        ),
      ])
    }
    const written = await writeOutput(target, bytes)
    if (!written.ok) return written
    const { backend: used, runMs, compileMs } = report.value
    const profile = profileOf(report.value)
    const standIns = nodesWithStandIns(report.value.diagnostics).size
    const remark = standIns === 0 ? '' : ` ${standIns} ${standIns === 1 ? 'node' : 'nodes'} ran on stand-ins.`
    return ok({
      json: {
        ok: true,
        output: `${result.port.node}.${result.port.port}`,
        dims,
        backend: used,
        compileMs,
        runMs,
        ...(standIns > 0 ? { standIns } : {}),
        ...(args.flag('profile') ? { profile } : {}),
      },
      text: args.flag('profile')
        ? `${JSON.stringify(profile, null, 2)}\n`
        : `${target}: ${result.port.node}.${result.port.port}, ${dims.join(' × ')}, ${used}, ${Math.round(compileMs + runMs)} ms.${remark}\n`,
    })
  },
}
