// `npm run build [-- target...]`: builds dist/<target>. Without names, all of them.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fingerprintOf, isFresh, markFresh, withLock } from './freshness.mjs'
import { ROOT, targets } from './targets.mjs'

/**
 * Builds the named targets that are not of their present sources. Throws when one cannot be built.
 * @param {readonly string[]} names
 */
export async function ensureBuilt(names, { root = ROOT, quiet = false, force = false } = {}) {
  for (const name of withNeeds(names)) {
    const target = targets[name]
    const outDir = join(root, 'dist', name)
    const isDone = () => !force && isFresh(outDir, fingerprintOf(root, target.sources))
    if (isDone()) continue
    await withLock(root, name, async () => {
      // Somebody else may have built it while we waited.
      if (!isDone()) await buildTarget(root, name, outDir, quiet)
    })
  }
}

/** The names and what they need, each once and after its needs. */
function withNeeds(names) {
  const ordered = new Set()
  const add = (name) => {
    const target = targets[name]
    if (target === undefined) {
      throw new Error(`There is no target "${name}": choose from ${Object.keys(targets).join(', ')}.`)
    }
    for (const need of target.needs ?? []) add(need)
    ordered.add(name)
  }
  for (const name of names) add(name)
  return ordered
}

async function buildTarget(root, name, outDir, quiet) {
  const target = targets[name]
  if (!existsSync(join(root, target.entry)))
    throw new Error(`"${name}" cannot be built: ${target.entry} is missing.`)
  // Loaded only when there is something to build: a start of the built program must not wait for a bundler.
  const { build } = await import('vite')
  // Taken before: an edit during the build makes the result stale.
  const fingerprint = fingerprintOf(root, target.sources)
  rmSync(outDir, { recursive: true, force: true })
  for (const config of target.configs(root, outDir)) {
    await build({ ...config, logLevel: quiet ? 'silent' : 'warn' })
  }
  await target.after?.(root, outDir)
  markFresh(outDir, fingerprint)
  if (!quiet) console.log(`built dist/${name}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = process.argv.slice(2)
  try {
    await ensureBuilt(names.length > 0 ? names : Object.keys(targets), { force: true })
  } catch (thrown) {
    console.error(thrown.message)
    process.exitCode = 1
  }
}
