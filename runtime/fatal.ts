/** After such an error a WASM module is in no state to be used again: every later call fails too. */
export function isFatal(message: string): boolean {
  return /memory access out of bounds|unreachable|Aborted\(|table index is out of bounds|null function|signature mismatch/i.test(
    message,
  )
}
