import { connect } from '../../core/contract/client'
import type { ClientOf } from '../../core/contract/define'
import { engineContract } from '../../core/contract/engine'
import { createPortTransport } from '../../core/contract/port-transport'
import { watchLifeline } from './lifeline'
import { lossWords } from './loss-words'

export type EngineClient = ClientOf<typeof engineContract>

/** One life of the engine. */
export interface EngineProcess {
  readonly client: EngineClient
  /** With a reason in the user's words: it died by itself, or it was ended. */
  onLost(listener: (reason: string) => void): void
  /** It said something, whatever it was. */
  onSign(listener: () => void): void
  /** Ends it, whatever it is doing; all its calls fail with `reason`. */
  end(reason: string): void
}

export function startWorker(): EngineProcess {
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  })
  const transport = createPortTransport(worker)
  const { client, onClosed, close } = connect(engineContract, transport, {
    reportBug: (bug) => reportError(bug),
  })
  worker.addEventListener('error', ({ message }) => close(lossWords(message)))
  client.onBroken((message) => close(lossWords(message)))
  client.onLifeline((name) => watchLifeline(name, () => close(lossWords(''))))
  return {
    client,
    onLost: onClosed,
    onSign: (listener) => worker.addEventListener('message', listener),
    end(reason) {
      worker.terminate()
      close(reason)
    },
  }
}
