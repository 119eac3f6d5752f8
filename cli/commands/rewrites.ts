import { ok } from '../../core/base/result'
import { REWRITES } from '../../core/compile/rewrites/index'
import type { CommandSpec } from '../command'
import { rewriteList } from '../rewrite-options'

export const rewritesCommand: CommandSpec = {
  name: 'rewrites',
  usage: 'rewrites [--json]',
  summary: 'Lists the rewrites that make a graph run faster, by the names that --without and --with take.',
  positionals: { min: 0, max: 0 },
  run: () =>
    Promise.resolve(
      ok({
        json: REWRITES.map(({ name, title, targets, onlyByName = null }) => ({
          name,
          title,
          targets,
          onlyByName,
        })),
        text: rewriteList(),
      }),
    ),
}
