import type { WireError } from './transport'

const MAX_CAUSES = 8

/** A thrown value as plain data, for the way across a border. */
export function toWireError(thrown: unknown, depth = 0): WireError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: `thrown value: ${String(thrown)}` }
  return {
    name: thrown.name,
    message: thrown.message,
    ...(thrown.stack === undefined ? {} : { stack: thrown.stack }),
    ...(thrown.cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: toWireError(thrown.cause, depth + 1) }),
  }
}

/** A bug on the other side of a border, as it was thrown there: `remoteName` and `remoteStack` say what and where. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError'
  readonly remoteName: string
  readonly remoteStack: string | undefined

  constructor(where: string, error: WireError) {
    const cause = error.cause === undefined ? {} : { cause: new RemoteError(where, error.cause) }
    super(`${where}: ${error.name}: ${error.message}`, cause)
    this.remoteName = error.name
    this.remoteStack = error.stack
  }
}

/** The border is gone: the other side died, or is of another version. Every call fails with it from then on. */
export class ConnectionClosed extends Error {
  override readonly name = 'ConnectionClosed'
}
