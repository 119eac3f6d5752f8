import { fail, ok, type Result } from '../../core/base/result'
import { defaultOutputs } from '../../core/compile/passes/collect'
import { error, type Diagnostic } from '../../core/diagnostic/diagnostic'
import { compareDocuments, isSame } from '../../core/doc/compare'
import { comparisonText } from '../../core/doc/compare-text'
import { comparePictures } from '../../core/image/compare-pictures'
import { writePng } from '../../core/image/png'
import { rgbaImage, type RgbaImage } from '../../core/image/rgba-image'
import { tileImages } from '../../core/image/tile'
import { expand } from '../../core/doc/expand'
import { createNodeEngine } from '../../runtime/node-engine'
import { isPicture, toPicture } from '../../runtime/pictures'
import { UsageError, type CommandSpec } from '../command'
import { writeOutput } from '../files'
import { openGraph, type LoadedGraph } from '../open-graph'
import { registry } from '../registry'

export const diffCommand: CommandSpec = {
  name: 'diff',
  usage: 'diff BEFORE AFTER [-o PICTURES.png] [--json]',
  summary:
    'Tells which nodes, parameters and wires lie between two graphs; with -o also shows both pictures and their difference.',
  positionals: { min: 2, max: 2 },
  options: { out: { short: 'o' } },
  async run(args) {
    const [first = '', second = ''] = args.positionals
    const target = args.value('out')
    if (target !== undefined && !target.endsWith('.png')) throw new UsageError('Say where: -o PICTURES.png')
    const before = await openGraph(first)
    if (!before.ok) return before
    const after = await openGraph(second)
    if (!after.ok) return after
    const comparison = compareDocuments(before.value.document, after.value.document)
    const text = comparisonText(comparison)
    if (target === undefined) return ok({ json: { same: isSame(comparison), ...comparison }, text })

    const was = await pictureOf(before.value)
    if (!was.ok) return was
    const is = await pictureOf(after.value)
    if (!is.ok) return is
    const compared = comparePictures(was.value, is.value)
    if (!compared) {
      const sizes = [was.value, is.value].map(({ width, height }) => `${width} × ${height}`)
      return fail([
        error(
          'diff/sizes',
          { kind: 'graph' },
          `The pictures are ${sizes.join(' and ')} and cannot be compared.`,
        ),
      ])
    }
    const written = await writeOutput(
      target,
      writePng(tileImages([was.value, is.value, compared.difference], 3)),
    )
    if (!written.ok) return written
    const { largest, changed } = compared
    return ok({
      json: { same: isSame(comparison), ...comparison, pictures: { largest, changed } },
      text: `${text}${target}: before, after, difference; ${(100 * changed).toFixed(1)} % of the pixels differ, by ${largest} of 255 at most.\n`,
    })
  },
}

/** All samples of the first picture, in a row. */
async function pictureOf({
  document,
  store,
}: LoadedGraph): Promise<Result<RgbaImage, readonly Diagnostic[]>> {
  const engine = createNodeEngine({ registry, store })
  const [output] = defaultOutputs(expand(document), registry)
  const report = await engine.run({ document, ...(output ? { outputs: [output] } : {}) })
  await engine.release()
  if (!report.ok) return report
  const [result] = report.value.outputs
  if (!result || !isPicture(result)) {
    return fail([
      error(
        'diff/no-picture',
        { kind: 'graph' },
        `${document.project.name} shows no picture.`,
        'Leave out -o to compare the graphs alone.',
      ),
    ])
  }
  const { rgba, width, height } = toPicture(expand(document), result)
  const images = rgba.map((data) => rgbaImage(width, height, new Uint8Array(data.buffer)))
  return ok(tileImages(images, images.length))
}
