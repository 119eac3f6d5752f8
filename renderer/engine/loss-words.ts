/** Why an engine was lost, in the user's words: the end of "The engine was restarted: ...". */
export function lossWords(message: string): string {
  if (/out of memory|bad_alloc|allocation failed|enlarge memory|OOM/i.test(message))
    return 'it ran out of memory'
  return message === '' ? 'it stopped unexpectedly' : `it stopped unexpectedly (${message})`
}

export function silenceWords(ms: number): string {
  return `it did not answer for ${Math.round(ms / 1000)} seconds`
}
