import { basename } from 'node:path'
import { ok } from '../../core/base/result'
import { importCheckpoint } from '../../core/import/import-checkpoint'
import { createTensorStore } from '../../core/weights/tensor-store'
import { UsageError, type CommandSpec } from '../command'
import { inFile } from '../../core/file/problems'
import { readInput } from '../files'
import { saveGraph } from '../open-graph'

export const importCommand: CommandSpec = {
  name: 'import',
  usage: 'import CHECKPOINT -o GRAPH.loom [--scheme auto|tf|genforce] [--growing] [--json]',
  summary: 'Turns a StyleGAN1 checkpoint (.npz, .safetensors) into a graph with its weights.',
  positionals: { min: 1, max: 1 },
  options: { out: { short: 'o' }, scheme: {} },
  flags: ['growing'],
  async run(args) {
    const [path = ''] = args.positionals
    const target = args.value('out')
    if (target === undefined) throw new UsageError('Say where to write the graph: -o GRAPH.loom')
    const bytes = await readInput(path)
    if (!bytes.ok) return bytes
    const store = createTensorStore()
    const scheme = args.value('scheme')
    const imported = importCheckpoint(bytes.value, store, {
      name: basename(path).replace(/\.[^.]+$/, ''),
      growing: args.flag('growing'),
      ...(scheme === undefined ? {} : { scheme }),
    })
    if (!imported.ok) return { ok: false, error: inFile(path, imported.error) }
    const { document, unusedKeys, architecture } = imported.value
    const saved = await saveGraph(target, document, store)
    if (!saved.ok) return saved
    const unused =
      unusedKeys.length === 0
        ? 'Every key was used.'
        : `Keys not used (${unusedKeys.length}):\n${unusedKeys.map((key) => `  ${key}`).join('\n')}`
    return ok({
      json: {
        ok: true,
        scheme: imported.value.scheme,
        resolution: architecture.resolution,
        nodes: document.nodes.size,
        unusedKeys,
      },
      text: `${target}: ${architecture.resolution} px StyleGAN1 from ${imported.value.scheme}, ${document.nodes.size} nodes.\n${unused}\n`,
    })
  },
}
