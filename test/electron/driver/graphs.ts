import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'examples')

/** The smallest of the examples; its latent is the node `z`. */
export const LESSON = 'first-lesson.loom.json'

/** Puts a copy of the first lesson where the user keeps graphs; answers with its path. */
export function putLesson(home: string, name = LESSON): string {
  const path = join(home, 'Documents', name)
  mkdirSync(dirname(path), { recursive: true })
  copyFileSync(join(EXAMPLES, LESSON), path)
  return path
}

/** The seed of the latent in a saved lesson; null when it is the graph's own. */
export function savedSeed(path: string): number | null {
  const { nodes } = JSON.parse(readFileSync(path, 'utf8')) as {
    nodes: Readonly<Record<string, { params?: { seed?: number } }>>
  }
  return nodes['z']?.params?.seed ?? null
}
