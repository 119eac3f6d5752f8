// Gathers the licences of the packages whose code is bundled, as their licences ask: in one text beside that code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const LICENCES_FILE = 'licences.txt'
const PACKAGE = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//
const NOTICE = /^(licen[cs]e|copying|notice|third.?party)/i

/**
 * Two plugins for Vite that share what they see: `worker` for the bundles of workers, which are made first, and `page`,
 * which writes the text.
 */
export function licencePlugins() {
  /** @type {Map<string, string>} folder by name */
  const folders = new Map()
  const collect = (bundle) => {
    for (const { type, moduleIds = [] } of Object.values(bundle)) {
      if (type !== 'chunk') continue
      for (const id of moduleIds) {
        const [, folder, name] = PACKAGE.exec(id.replaceAll('\\', '/').replace(/^\0/, '')) ?? []
        if (folder !== undefined) folders.set(name, folder)
      }
    }
  }
  return {
    worker: () => ({ name: 'licences-of-workers', generateBundle: (_options, bundle) => collect(bundle) }),
    page: () => ({
      name: 'licences',
      generateBundle(_options, bundle) {
        collect(bundle)
        this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: licencesText(folders) })
      },
    }),
  }
}

/** @param {ReadonlyMap<string, string>} folders */
function licencesText(folders) {
  const parts = [...folders.keys()].sort().map((name) => licenceOf(name, folders.get(name)))
  return ['Styleloom is made with the work of others, under these licences.', ...parts].join(
    `\n\n${'='.repeat(80)}\n\n`,
  )
}

function licenceOf(name, folder) {
  const { version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const source = homepage ?? repository?.url ?? repository ?? ''
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && NOTICE.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim())
  return [`${name} ${version}\n${license}\n${source}`, ...texts].join('\n\n')
}
