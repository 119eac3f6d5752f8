/** The way to the test's process, which has the screens and pages. */
import { assert } from '../../../core/base/assert'
import { BEGINNING, type Beginning, type Display, type MainProcess } from './link'
import { createPeer, type Methods } from './peer'

const given = process.env[BEGINNING]
assert(given !== undefined && process.send !== undefined, 'the stand-in of Electron is started by a test')

export const beginning = JSON.parse(given) as Beginning

// What the app starts has nothing to do with this.
Reflect.deleteProperty(process.env, BEGINNING)

// Filled in by the modules that answer: they know the display, and it knows them by name only.
const answers: Partial<MainProcess> = {}

export function answerDisplay(methods: Partial<MainProcess>): void {
  Object.assign(answers, methods)
}

const peer = createPeer<Display & Methods<Display>, Partial<MainProcess> & Methods<Partial<MainProcess>>>(
  {
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  },
  answers,
)

export const display: Display = peer.theirs

// A test that died must leave nothing behind, be it before this line or after.
process.on('disconnect', () => process.exit(1))
if (!process.connected) process.exit(1)
