/**
 * Expected failure as a value. A function that can fail for a reason the user or the world is
 * responsible for returns a `Result`; a bug is thrown (see `assert.ts`).
 */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function fail<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}
