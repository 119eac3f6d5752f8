import type { Diagnostic } from '../../diagnostic/diagnostic'
import type { Inference } from '../../infer/inference'
import type { Registry } from '../../nodedef/registry'
import type { Document } from '../document'
import type { Transaction } from '../transaction'

/** What a command may look at before it runs. */
export interface CommandContext {
  readonly document: Document
  readonly registry: Registry
  readonly inference: Inference
}

/**
 * One kind of edit. A command is plain JSON with a `type`; it never stores its own inverse, because
 * running it in a transaction yields the diff that undo reverses.
 */
export interface CommandSpec<Command extends { readonly type: string }> {
  readonly type: Command['type']
  /** As the Edit menu says it after "Undo": `Set width`. */
  label(command: Command, document: Document): string
  /** Why the command is refused, in the user's words, or null. Run only when this is null. */
  check(command: Command, context: CommandContext): Diagnostic | null
  run(command: Command, transaction: Transaction): void
  /** What speaks against the document that `run` gave, for what is easier seen afterwards; then nothing comes of it. */
  checkResult?(command: Command, result: Document, registry: Registry): Diagnostic | null
  /** True when `next` continues the gesture of `previous`, so that both are one undo step. */
  merge?(previous: Command, next: Command): boolean
}

export function defineCommand<Command extends { readonly type: string }>(
  spec: CommandSpec<Command>,
): CommandSpec<Command> {
  return spec
}
