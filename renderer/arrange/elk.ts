/** The layout library in a worker of its own. This module is loaded only when something is laid out. */
import ELK from 'elkjs/lib/elk-api'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import { words } from '../text/words'
import type { LayoutEngine } from './auto-layout'

/** Starts a worker. The answer comes once; a worker that is stopped never answers. */
export const startElk: LayoutEngine = (question) => {
  const worker = new Worker(workerUrl)
  const broken = new Promise<never>((_answer, reject) => {
    // A script that does not load, or throws outside of a layout, is told to nobody else.
    worker.addEventListener('error', ({ message }) => reject(new Error(message || words.arrange.notLoaded)))
  })
  const elk = new ELK({ workerFactory: () => worker })
  return {
    answer: Promise.race([elk.layout(question), broken]),
    stop: () => worker.terminate(),
  }
}
