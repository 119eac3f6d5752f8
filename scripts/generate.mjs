// Writes nodes/index.gen.ts from the files in nodes/: adding a node type is adding one file.
// `--check` changes nothing and fails when the index is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'nodes', 'index.gen.ts')

const types = readdirSync(join(root, 'nodes'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
  .flatMap(({ name: category }) =>
    readdirSync(join(root, 'nodes', category))
      .filter((file) => file.endsWith('.ts') && !file.startsWith('_'))
      .map((file) => `${category}/${file.slice(0, -3)}`),
  )
  .sort()

const variable = (type) => type.replace(/[/-]([a-z0-9])/g, (_, letter) => letter.toUpperCase())
const text = `// Written by scripts/generate.mjs from the files in this folder. Do not edit: run \`npm run generate\`.
import type { NodeDefinition } from '../core/nodedef/define-node'
${types.map((type) => `import ${variable(type)} from './${type}'`).join('\n')}

export const nodeDefinitions: readonly NodeDefinition[] = [
${types.map((type) => `  ${variable(type)},`).join('\n')}
]
`

let current = ''
try {
  current = readFileSync(target, 'utf8')
} catch (error) {
  if (error.code !== 'ENOENT') throw error
}
if (current !== text) {
  if (process.argv.includes('--check')) {
    console.error('nodes/index.gen.ts is stale: run `npm run generate` and commit the result.')
    process.exit(1)
  }
  writeFileSync(target, text)
  console.log(`nodes/index.gen.ts: ${types.length} node types`)
}
