import { mkdir, readFile } from 'node:fs/promises'
import { cpus, homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { areCosts, type Costs } from '../core/compile/rewrites/costs'
import type { Result } from '../core/base/result'
import type { Diagnostic } from '../core/diagnostic/diagnostic'
import { runtimeVersion } from '../runtime/node-engine'
import { writeOutput } from './files'

/**
 * The costs that `calibrate` measured, in the user's cache folder. They count for the machine and the runtime they
 * were measured with; anything else in the file's place is as good as no file, because it can be made again.
 */
export function costFilePath(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  return join(cacheFolder(env, platform), 'styleloom', 'costs.json')
}

function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const set = (name: string): string | null => (env[name] ? env[name] : null)
  if (platform === 'win32') return set('LOCALAPPDATA') ?? join(homedir(), 'AppData', 'Local')
  return (
    set('XDG_CACHE_HOME') ?? join(homedir(), ...(platform === 'darwin' ? ['Library', 'Caches'] : ['.cache']))
  )
}

export async function writeCosts(path: string, costs: Costs): Promise<Result<null, readonly Diagnostic[]>> {
  // A folder that cannot be made is told of by the file that cannot be written into it.
  await mkdir(dirname(path), { recursive: true }).catch(() => undefined)
  return writeOutput(path, `${JSON.stringify({ machine: machine(), wasm: costs }, null, 2)}\n`)
}

/** The costs in the file, when they were measured on this machine with this runtime. */
export async function readCosts(path: string): Promise<Costs | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  const held = parse(text)
  return held?.machine === machine() && areCosts(held.wasm) ? held.wasm : null
}

function parse(text: string): { readonly machine?: unknown; readonly wasm?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

/** What the costs depend on. */
function machine(): string {
  const all = cpus()
  return `${all.length} x ${all[0]?.model ?? 'unknown processor'}, onnxruntime-web ${runtimeVersion}`
}
