#!/usr/bin/env node
// Runs the command line. In a checkout it builds it first when its sources are newer, silently unless that fails; a
// package without sources has it built already.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../dist/cli/main.js', import.meta.url)
const builder = new URL('../scripts/build.mjs', import.meta.url)

async function build() {
  if (!existsSync(fileURLToPath(builder))) return
  const { ensureBuilt } = await import(builder.href)
  await ensureBuilt(['cli'], { quiet: true })
}

try {
  await build()
} catch (thrown) {
  console.error(`The command line could not be built: ${thrown.message}`)
  process.exit(1)
}
await import(built.href)
