/** Names of files inside an archive: relative paths with forward slashes that stay inside the archive. */

const MAX_LENGTH = 1024

/** Why `name` cannot name an entry, completing the sentence "The name ..."; `undefined` when it can. */
export function entryNameProblem(name: string): string | undefined {
  if (name === '') return 'is empty'
  if (name.length > MAX_LENGTH) return `is ${name.length} characters long; at most ${MAX_LENGTH} are read`
  if ([...name].some((char) => char < ' ' || char === '\u007f')) return 'holds a control character'
  if (name.includes('\\')) return 'holds a backslash'
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'is an absolute path'
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return 'holds an empty part, "." or ".."'
  }
  return undefined
}
