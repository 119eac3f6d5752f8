// `npm run typecheck`: compiles each layer against its own idea of the world. Core sees no DOM and no Node, so code
// that needs them does not compile there. Reports every layer, not only the first that fails.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { walkFiles } from './files.mjs'
import { LAYER_FOLDERS } from './layers.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const wanted = process.argv.slice(2)
const failed = []
for (const layer of wanted.length > 0 ? wanted : [...LAYER_FOLDERS, 'examples', 'bench', 'test']) {
  const folder = join(ROOT, layer)
  // The compiler calls a project without files an error.
  if (!existsSync(folder) || !walkFiles(folder).some((file) => /\.tsx?$/.test(file))) continue
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  const { status } = spawnSync(process.execPath, [compiler, '-p', folder, '--noEmit'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (status !== 0) failed.push(layer)
}
console.log(
  failed.length === 0 ? 'typecheck: every layer compiles' : `typecheck: ${failed.join(', ')} failed`,
)
process.exitCode = failed.length === 0 ? 0 : 1
