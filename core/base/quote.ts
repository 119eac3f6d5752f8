/**
 * A name from a file, fit for a sentence: quoted, control characters escaped, never longer than `max`
 * characters. Names in broken or hostile files can be megabytes long.
 */
export function quote(text: string, max = 60): string {
  return JSON.stringify(clip(text, max))
}

/** The same without quotation marks, for the place in a file. */
export function clipName(text: string, max = 120): string {
  return JSON.stringify(clip(text, max)).slice(1, -1)
}

function clip(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`
}
