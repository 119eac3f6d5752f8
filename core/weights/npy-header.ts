/**
 * The header of an .npy file: a Python dict literal such as
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`. Only what numpy writes there is understood.
 * The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { quote } from '../base/quote'
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'

export interface NpyHeader {
  /** Byte order, kind and size: `<f4`, `|u1`. */
  readonly descr: string
  readonly fortranOrder: boolean
  readonly shape: readonly number[]
}

/** One `'name': value` with the comma after it; the value is a flag, a tuple, a text or the start of a list. */
const FIELD =
  /\s*(['"])(descr|fortran_order|shape)\1\s*:\s*(?:(True|False)|\(([^()]*)\)|(['"])([^'"]*)\5|(\[))\s*(?:,|(?=\}))/y
/** `3, 4` or `3,`; Python 2 wrote `3L`. */
const TUPLE = /^(?:\s*\d+L?\s*,)+(?:\s*\d+L?)?\s*$/

/** The error completes the sentence "The header ...". */
export function parseNpyHeader(text: string): Result<NpyHeader, string> {
  if (!text.startsWith('{')) return fail(`is not a Python dict: ${quote(text)}`)
  let descr: string | undefined
  let fortranOrder: boolean | undefined
  let shape: readonly number[] | undefined

  let at = 1
  for (let fields = 0; fields < 3; fields++) {
    FIELD.lastIndex = at
    const match = FIELD.exec(text)
    if (!match) break
    const [, , name, flag, tuple, , word, list] = match
    if (list !== undefined) return fail('describes values of several fields each, which are not one tensor')
    if (name === 'descr') descr = word
    else if (name === 'fortran_order') fortranOrder = flag === undefined ? undefined : flag === 'True'
    else shape = tuple === undefined ? undefined : readTuple(tuple)
    at = FIELD.lastIndex
  }
  if (descr === undefined || fortranOrder === undefined || shape === undefined) {
    return fail(`does not give 'descr', 'fortran_order' and 'shape' as numpy does: ${quote(text)}`)
  }
  return text.slice(at).trim() === '}'
    ? ok({ descr, fortranOrder, shape })
    : fail(`goes on after its three fields: ${quote(text.slice(at))}`)
}

function readTuple(text: string): readonly number[] | undefined {
  if (text.trim() === '') return []
  return TUPLE.test(text) ? (text.match(/\d+/g) ?? []).map(Number) : undefined
}
