/**
 * A process that edits and saves without pause until it is killed. Before it does something and after that was answered
 * it says so in its output, which is a file: what stands there happened.
 *
 * `edit N HASH`, `kept N`, `blob HASH`, `saving HASH`, `saved HASH`, and `pulse` each time the disk has answered. It sends
 * `ready` at its start, `begun` when its journal has begun, and `old` when its first edits are old.
 */
import { existsSync, readFileSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { APP_VERSION } from '../../../core/app-version'
import { required } from '../../../core/base/assert'
import { sha256Hex } from '../../../core/base/hash'
import type { Sha256 } from '../../../core/base/ids'
import { createRandom } from '../../../core/base/random'
import { encodeUtf8 } from '../../../core/base/utf8'
import type { JournalId } from '../../../core/contract/journal'
import { everyNode } from '../../../core/doc/block'
import { emptyDocument, type Document } from '../../../core/doc/document'
import { createEditor } from '../../../core/doc/editor'
import { NO_TABLES } from '../../../core/file/file-tables'
import { readGraphFile, writeGraphFile } from '../../../core/file/graph-file'
import { writeDocument } from '../../../core/file/write-document'
import { createJournalWriter } from '../../../core/journal/journal-writer'
import { tensorBytes } from '../../../core/tensor/tensor'
import { namedValues } from '../../../core/weights/named-values'
import { createTensorStore } from '../../../core/weights/tensor-store'
import { writeAtomically } from '../../../electron/services/atomic-write'
import { createJournalFiles } from '../../../electron/services/journal-files'
import { allNodes, randomCommand } from '../../helpers/random-graph'
import { PULSE_MS, PULSES_A_SECOND } from './pulse'

const [, , folder = '', seed = '', id = ''] = process.argv
const path = join(folder, 'graph.loom')
const random = createRandom(Number(seed))
const store = createTensorStore()
/** A graph that has grown this large is left for a new one. */
const MOST_NODES = 60

const editor = createEditor(startingGraph(), allNodes)
const files = createJournalFiles({ folder: join(folder, 'journal') })
const writer = createJournalWriter({
  id: id as JournalId,
  head: { name: 'graph', file: { name: 'graph.loom' } },
  document: editor.document,
  unsaved: 0,
  store: files,
  clock: {
    now: Date.now,
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  },
  onProblem(problem) {
    throw new Error(problem.message)
  },
  reportBug(bug) {
    throw bug
  },
})

let edits = 0
let unsaved = 0
const put = new Set<Sha256>()

editor.subscribe(({ document, diff }) => {
  const hash = sha256Hex(encodeUtf8(writeDocument(document, NO_TABLES, APP_VERSION)))
  say(`edit ${++edits} ${hash}`)
  writer.change({ document, diff, label: null, unsaved: ++unsaved })
})

process.send?.('ready')
await Promise.all([edit(), tellWhatIsKept(), keepBlobs(), save(), pulse()])

async function edit(): Promise<never> {
  for (;;) {
    if (random.uniform() < 0.1) editor.undo()
    else editor.dispatch(randomCommand(editor, store, random))
    if (random.uniform() < 0.02) writer.point(null)
    await wait(random.uniform() * 8)
  }
}

async function tellWhatIsKept(): Promise<never> {
  for (let told = 0; ;) {
    const until = edits
    if (!(await writer.settled())) throw new Error('The journal was refused.')
    if (told === 0) process.send?.('begun')
    if (until > told) say(`kept ${(told = until)}`)
    await wait(1)
  }
}

async function keepBlobs(): Promise<never> {
  for (;;) {
    for (const name of namedValues(everyNode(editor.document))) {
      if (put.has(name)) continue
      put.add(name)
      const tensor = store.tensor(name)
      const bytes = tensor ? tensorBytes(tensor) : required(store.picture(name), 'a value that is named')
      const kept = await files.putBlob(name, bytes)
      if (!kept.ok) throw new Error(kept.error.message)
      say(`blob ${name}`)
    }
    await wait(1)
  }
}

async function save(): Promise<never> {
  for (;;) {
    const { document } = editor
    const written = writeGraphFile(document, store, 'loom', { appVersion: APP_VERSION })
    if (!written.ok) throw new Error(written.error[0]?.message)
    const hash = sha256Hex(written.value.bytes)
    say(`saving ${hash}`)
    const saved = await writeAtomically(path, written.value.bytes, { keepBackup: true })
    if (!saved.ok) throw new Error(saved.error.message)
    say(`saved ${hash}`)
    if (editor.document === document) unsaved = 0
    writer.saved({ name: 'graph', file: { name: 'graph.loom' } }, unsaved)
    await wait(random.uniform() * 40)
  }
}

async function pulse(): Promise<never> {
  const file = await open(join(folder, 'pulse'), 'w')
  for (let count = 1; ; count++) {
    await file.write('.')
    await file.datasync()
    say('pulse')
    if (count === 2 * PULSES_A_SECOND) process.send?.('old')
    await wait(PULSE_MS)
  }
}

function startingGraph(): Document {
  if (!existsSync(path)) return emptyDocument()
  const read = readGraphFile('graph.loom', readFileSync(path), allNodes, store)
  if (!read.ok) throw new Error(read.error[0]?.message)
  return read.value.document.nodes.size > MOST_NODES ? emptyDocument() : read.value.document
}

function say(line: string): void {
  writeSync(1, `${line}\n`)
}
