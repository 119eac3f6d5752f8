import type { Result } from '../../core/base/result'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { formatDiagnostic } from '../../core/diagnostic/diagnostic'

/** The value, or an error that prints every diagnostic. */
export function valueOf<T>(result: Result<T, readonly Diagnostic[]>): T {
  if (result.ok) return result.value
  throw new Error(result.error.map(formatDiagnostic).join('\n'))
}

/** The diagnostics' codes; none when it worked. */
export function codesOf(result: Result<unknown, readonly Diagnostic[]>): readonly string[] {
  return result.ok ? [] : result.error.map(({ code }) => code)
}

/** The diagnostics as the command line prints them; none when it worked. */
export function printed(result: Result<unknown, readonly Diagnostic[]>): readonly string[] {
  return result.ok ? [] : result.error.map(formatDiagnostic)
}
