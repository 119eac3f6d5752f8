import { fail, ok, type Result } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import type { CommandContext } from './commands/define-command'
import { specOf, type Command } from './commands/index'
import { beginTransaction, type Transaction } from './transaction'

/** A command on a copy of the document, or why it is refused. What becomes of the copy is the caller's choice. */
export function carryOut(command: Command, context: CommandContext): Result<Transaction, Diagnostic> {
  const spec = specOf(command)
  const refused = spec.check(command, context)
  if (refused) return fail(refused)
  const transaction = beginTransaction(context.document)
  spec.run(command, transaction)
  const harm = spec.checkResult?.(command, transaction.result(), context.registry)
  return harm ? fail(harm) : ok(transaction)
}
