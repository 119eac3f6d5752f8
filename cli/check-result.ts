/** `render --check`: whether a graph still gives the pictures that it gave when it was saved, as the command line tells it. */
import { APP_VERSION } from '../core/app-version'
import { fail, ok, type Result } from '../core/base/result'
import { nodesWithStandIns } from '../core/compile/stand-ins'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import type { Document } from '../core/doc/document'
import { expand } from '../core/doc/expand'
import type { ExpectedResult } from '../core/file/expected'
import { describeReproduction, judgeReproduction } from '../core/file/reproduction'
import type { RunReport } from '../runtime/engine'
import { isPicture, toPicture } from '../runtime/pictures'
import type { Output } from './command'

export function noResultToCheck(path: string): Diagnostic {
  return error(
    'expected/none',
    { kind: 'file', path: 'file', file: path },
    'This file does not say what its graph gave when it was saved.',
    'Save it as .loom in the window once its picture is there.',
  )
}

/** Fails when the result is another one, or cannot be compared. */
export function checkResult(
  path: string,
  document: Document,
  expected: ExpectedResult,
  { outputs, backend, diagnostics }: RunReport,
): Result<Output, readonly Diagnostic[]> {
  const pictures = outputs.filter(isPicture).map((output) => toPicture(expand(document), output))
  const standIns = nodesWithStandIns(diagnostics).size
  const actual = { appVersion: APP_VERSION, backend, halfPrecision: false, standIns, pictures }
  const result = judgeReproduction(expected, actual)
  const sentence = describeReproduction(result)
  if (result.kind === 'identical' || result.kind === 'close')
    return ok({ json: { ok: true, ...result }, text: `${path}: ${sentence}\n` })
  const place =
    result.kind === 'differs'
      ? ({ kind: 'node', node: result.node } as const)
      : ({ kind: 'file', path: 'file', file: path } as const)
  return fail([
    error(
      result.kind === 'differs' ? 'expected/differs' : 'expected/stand-ins',
      place,
      sentence,
      result.kind === 'differs'
        ? 'Look at both pictures in the window, which compares them.'
        : 'Name a folder that holds them with --weights-folder.',
    ),
    ...diagnostics.filter(({ severity }) => severity === 'error'),
  ])
}
