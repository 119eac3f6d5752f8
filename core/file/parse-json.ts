import { findJsonError, lineAndColumn } from '../base/json-error'
import { findDuplicateKey } from '../base/json-keys'
import { measureJson } from '../base/json-measure'
import { quote } from '../base/quote'
import { fail, ok, type Result } from '../base/result'
import { fileError, type Diagnostic } from '../diagnostic/diagnostic'
import { FILE_LIMITS } from './format'

/** JSON text to data: measured before it is built, places given as line and column, and no key twice in one object. */
export function parseJson(text: string): Result<unknown, Diagnostic> {
  if (text.length > FILE_LIMITS.textBytes) return fail(tooLarge(text.length))
  const { depth, values } = measureJson(text)
  if (depth > FILE_LIMITS.depth) {
    const message = `The text is nested ${depth} levels deep; a graph needs at most ${FILE_LIMITS.depth}.`
    return fail(fileError('file/too-deep', 'line 1, column 1', message))
  }
  if (values > FILE_LIMITS.values) {
    const message = `The text holds ${values} values; at most ${FILE_LIMITS.values} are read.`
    return fail(fileError('file/too-many', 'line 1, column 1', message))
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    const error = findJsonError(text)
    // The two agree on what JSON is, so this is a bug of ours, not the file's fault.
    if (!error) throw cause
    const message = `The file is not valid JSON: at this place ${error.problem}.`
    return fail(fileError('file/not-json', `line ${error.line}, column ${error.column}`, message))
  }
  const duplicate = findDuplicateKey(text)
  if (duplicate) {
    const { line, column } = lineAndColumn(text, duplicate.offset)
    const message = `The name ${quote(duplicate.key)} stands twice in one object.`
    const nextStep = 'Keep one of the two.'
    return fail(fileError('file/duplicate-key', `line ${line}, column ${column}`, message, nextStep))
  }
  return ok(json)
}

export function tooLarge(bytes: number): Diagnostic {
  const most = Math.floor(FILE_LIMITS.textBytes / 1e6)
  const message = `The graph's text is ${Math.ceil(bytes / 1e6)} MB long; at most ${most} MB are read.`
  return fileError(
    'file/too-large',
    'file',
    message,
    'No graph needs that much: check where the file is from.',
  )
}
