import { fail, ok } from '../../core/base/result'
import { error } from '../../core/diagnostic/diagnostic'
import { createTensorStore } from '../../core/weights/tensor-store'
import { createNodeEngine } from '../../runtime/node-engine'
import type { CommandSpec } from '../command'
import { costFilePath, writeCosts } from '../cost-file'
import { registry } from '../registry'
import { table } from '../table'

export const calibrateCommand: CommandSpec = {
  name: 'calibrate',
  usage: 'calibrate [--json]',
  summary:
    'Measures this computer for about a second, so that render takes the forms that are fastest on it.',
  positionals: { min: 0, max: 0 },
  async run() {
    const engine = createNodeEngine({ registry, store: createTensorStore() })
    const measured = await engine.calibrate()
    await engine.release()
    if (!measured.ok)
      return fail([
        error(
          'calibrate/failed',
          { kind: 'graph' },
          `This computer could not be measured: ${measured.error}.`,
          'Try again when it has less to do; until then the built-in costs are used.',
        ),
      ])
    const { backend, costs } = measured.value
    const path = costFilePath()
    const written = await writeCosts(path, costs)
    if (!written.ok) return written
    const rows = Object.entries(costs).map(([name, cost]: [string, number]) => [name, cost.toPrecision(3)])
    return ok({
      json: { ok: true, path, backend, costs },
      text: `${table(['cost', 'nanoseconds'], rows)}\nWritten to ${path}; \`render\` uses it, except with --deterministic.\n`,
    })
  },
}
