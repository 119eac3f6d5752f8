import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every file below a folder, sorted, so that the order is the same on every system. A missing folder has none.
 * @param {string} folder
 * @returns {string[]}
 */
export function walkFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? walkFiles(path) : [path]
    })
}
