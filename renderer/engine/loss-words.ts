import { words } from '../text/words'

/** Why an engine was lost, in the user's words: the end of "The engine was restarted: ...". */
export function lossWords(message: string): string {
  if (/out of memory|bad_alloc|allocation failed|enlarge memory|OOM/i.test(message))
    return words.engine.outOfMemory
  return message === '' ? words.engine.unexpectedly : words.engine.unexpectedlyWith(message)
}

export function silenceWords(ms: number): string {
  return words.engine.silent(Math.round(ms / 1000))
}
