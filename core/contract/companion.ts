/**
 * Whether a name out of a graph file may be looked up beside that file: a relative path with forward slashes that
 * stays below the file's folder on every system, Windows' drives, streams and separators included.
 */
export function isCompanionName(name: string): boolean {
  if (name.length === 0 || name.length > 1024) return false
  // eslint-disable-next-line no-control-regex -- a NUL or a line break in a file name is what we look for
  if (/[\\:\u0000-\u001f]/.test(name)) return false
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
