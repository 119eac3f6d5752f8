/** Guards for messages that come in: what is on the other side is not trusted to be our own code. */
import * as v from 'valibot'
import type { Message, WireError } from './transport'

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

// A border may drop a key whose value is undefined.
const nothingOr = v.exactOptional(v.unknown())

const wireError: v.GenericSchema<unknown, WireError> = v.object({
  name: v.string(),
  message: v.string(),
  stack: v.exactOptional(v.string()),
  cause: v.exactOptional(v.lazy(() => wireError)),
})

const message: v.GenericSchema<unknown, Message> = v.variant('kind', [
  v.object({ kind: v.literal('hello'), contract: v.string(), version: v.string(), session: count }),
  v.object({ kind: v.literal('call'), id: count, task: v.string(), args: v.array(v.unknown()) }),
  v.object({ kind: v.literal('cancel'), id: count }),
  v.object({
    kind: v.literal('reply'),
    session: count,
    id: count,
    outcome: v.union([v.strictObject({ value: nothingOr }), v.strictObject({ error: wireError })]),
  }),
  v.object({ kind: v.literal('event'), name: v.string(), value: nothingOr }),
])

/** The message, or null when `data` is none. */
export function parseMessage(data: unknown): Message | null {
  const parsed = v.safeParse(message, data)
  return parsed.success ? parsed.output : null
}

/** The first complaint of a guard: `size.width: Invalid type: Expected number but received "8"`. */
export function complaint(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const path = v.getDotPath(issues[0])
  return path === null ? issues[0].message : `${path}: ${issues[0].message}`
}
