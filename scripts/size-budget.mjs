// Holds what is shipped against package/size-budget.json: every file belongs to a part, and no part is too large.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './targets.mjs'

/**
 * @typedef {{ name: string, files: string, limit: number }} Part `files` is a regular expression, `limit` in kB; of
 *   several parts that fit a file the first counts
 * @typedef {{ parts: Part[], whole: number }} Budget
 */

/** @returns {Budget} */
export function readBudget(root = ROOT) {
  return JSON.parse(readFileSync(join(root, 'package', 'size-budget.json'), 'utf8'))
}

/**
 * What is wrong, a sentence each; nothing when all is well.
 * @param {Budget} budget
 * @param {readonly { path: string, size: number }[]} files paths with forward slashes, sizes in bytes
 */
export function overBudget({ parts, whole }, files) {
  const sizes = new Map(parts.map(({ name }) => [name, 0]))
  const problems = []
  for (const { path, size } of files) {
    const part = parts.find((candidate) => new RegExp(candidate.files).test(path))
    if (part === undefined)
      problems.push(`"${path}" belongs to no part of package/size-budget.json: is it needed in the package?`)
    else sizes.set(part.name, sizes.get(part.name) + size)
  }
  const check = (name, size, limit) => {
    const kB = Math.ceil(size / 1000)
    if (kB > limit) {
      problems.push(
        `"${name}" takes ${kB} kB, and its budget is ${limit} kB: make it smaller, or raise the limit in package/size-budget.json and say why.`,
      )
    }
  }
  for (const { name, limit } of parts) check(name, sizes.get(name), limit)
  check(
    'all together',
    files.reduce((sum, { size }) => sum + size, 0),
    whole,
  )
  return problems
}
