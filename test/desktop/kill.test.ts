/**
 * Work is never lost: a process that edits and saves is killed at random moments, and what lies on the disk is looked at
 * each time. `STYLELOOM_KILLS` says how often, `STYLELOOM_SEED` repeats a run as far as chance allows.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { APP_VERSION } from '../../core/app-version'
import { sha256Hex } from '../../core/base/hash'
import { createRandom } from '../../core/base/random'
import { encodeUtf8 } from '../../core/base/utf8'
import type { JournalId } from '../../core/contract/journal'
import { NO_TABLES } from '../../core/file/file-tables'
import { readGraphFile } from '../../core/file/graph-file'
import { writeDocument } from '../../core/file/write-document'
import { readJournal } from '../../core/journal/read-journal'
import { createTensorStore } from '../../core/weights/tensor-store'
import { backupPath } from '../../electron/services/keep-backup'
import { allNodes } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'
import { PULSES_A_SECOND } from './kill/pulse'
import { temporaryFolder } from './temporary-folder'

const KILLS = Number(process.env['STYLELOOM_KILLS'] ?? 500)
/** Processes at a time. */
const LANES = 4
/** One life in so many lasts long enough for edits older than a second, one in so many may end before there is a journal. */
const LONG_LIFE = 12
const SHORT_LIFE = 5

test(
  `after each of ${KILLS} kills the file is whole, and the journal holds what was kept`,
  { timeout: 1_800_000 },
  async () => {
    const program = await bundle(temporaryFolder())
    const random = createRandom(testSeed())
    const failures: unknown[] = []
    const seen = { lives: 0, inSaving: 0, beforeJournal: 0, edits: 0, unkept: 0, old: 0, backups: 0 }
    async function lane(): Promise<void> {
      const folder = temporaryFolder()
      const history = new Set<string>()
      let onDisk: string | null = null
      while (seen.lives < KILLS && failures.length === 0) {
        const life = ++seen.lives
        const until = life % LONG_LIFE === 0 ? 'old' : life % SHORT_LIFE === 0 ? 'ready' : 'begun'
        const lasting = random.uniform() ** 2 * 400
        const said = await live(program, folder, life, until, lasting)
        for (const [, hash = ''] of [...said.saving, ...said.saved]) history.add(hash)
        onDisk = checkFile(folder, said, onDisk, history, seen)
        checkBlobs(folder, said)
        checkJournal(folder, life, said, seen)
      }
    }
    await Promise.all(Array.from({ length: LANES }, () => lane().catch((thrown) => failures.push(thrown))))
    if (failures.length > 0) throw failures[0]
    console.info(JSON.stringify(seen))
    // Kills that meet nothing would show nothing.
    expect(seen.inSaving).toBeGreaterThan(KILLS / 10)
    expect(seen.unkept).toBeGreaterThan(KILLS / 10)
    expect(seen.old).toBeGreaterThan(KILLS / 20)
    expect(seen.beforeJournal).toBeLessThan(KILLS / 4)
    expect(seen.backups).toBeGreaterThan(KILLS / 2)
  },
)

type Seen = Record<'inSaving' | 'beforeJournal' | 'edits' | 'unkept' | 'old' | 'backups', number>

async function bundle(outDir: string): Promise<string> {
  await build({
    configFile: false,
    envDir: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { target: 'node', noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'kill', 'editing-process.ts'),
      outDir,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'editing-process.mjs' } },
    },
  })
  return join(outDir, 'editing-process.mjs')
}

/** The lines of the process by their first word, split at spaces. */
interface Said extends Record<'edit' | 'kept' | 'blob' | 'saving' | 'saved', readonly string[][]> {
  /** How many edits are older than a second. */
  readonly old: number
}

function journalOf(life: number): JournalId {
  return `life${String(life).padStart(6, '0')}` as JournalId
}

async function live(
  program: string,
  folder: string,
  life: number,
  until: 'ready' | 'begun' | 'old',
  lasting: number,
): Promise<Said> {
  const log = join(folder, 'said.txt')
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, [program, folder, String(life), journalOf(life)], {
    stdio: ['ignore', output, 'inherit', 'ipc'],
  })
  closeSync(output)
  const ended = once(child, 'exit')
  const reached = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === until) resolve()
    })
  })
  await Promise.race([reached, ended])
  await new Promise((resolve) => setTimeout(resolve, lasting))
  child.kill('SIGKILL')
  const [, signal] = (await ended) as [number | null, string | null]
  expect(signal, 'it was killed and did not fail').toBe('SIGKILL')
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  const about = (word: string): string[][] => lines.filter(([first]) => first === word)
  const pulses = lines.flatMap(([first], i) => (first === 'pulse' ? [i] : []))
  const aSecondAgo = pulses.at(-PULSES_A_SECOND) ?? 0
  return {
    edit: about('edit'),
    kept: about('kept'),
    blob: about('blob'),
    saving: about('saving'),
    saved: about('saved'),
    old: lines.slice(0, aSecondAgo).filter(([first]) => first === 'edit').length,
  }
}

/** The old file or the new one, whole; its backup whole too. Returns the hash of what is there. */
function checkFile(
  folder: string,
  { saving, saved }: Said,
  before: string | null,
  history: ReadonlySet<string>,
  seen: Seen,
): string | null {
  const path = join(folder, 'graph.loom')
  const last = saved.at(-1)?.[1] ?? before
  const isInSaving = saving.length > saved.length
  if (isInSaving) seen.inSaving++
  const next = isInSaving ? saving.at(-1)?.[1] : last
  const found = existsSync(path) ? sha256Hex(readFileSync(path)) : null
  expect([last, next]).toContain(found)
  if (found !== null) expectToOpen(path)
  const backup = backupPath(path)
  if (existsSync(backup)) {
    seen.backups++
    expect(history).toContain(sha256Hex(readFileSync(backup)))
    expectToOpen(backup)
  }
  return found
}

function expectToOpen(path: string): void {
  const read = readGraphFile('graph.loom', readFileSync(path), allNodes, createTensorStore())
  expect(read.ok ? [] : read.error).toEqual([])
}

/** Every blob is what its name says, and those that were answered are there. */
function checkBlobs(folder: string, { blob }: Said): void {
  const blobs = join(folder, 'journal', 'blobs')
  const there = existsSync(blobs) ? readdirSync(blobs).filter((name) => !name.startsWith('.')) : []
  for (const name of there) expect(sha256Hex(readFileSync(join(blobs, name)))).toBe(name)
  for (const [, name = ''] of blob) expect(there).toContain(name)
  rmSync(blobs, { recursive: true, force: true })
  mkdirSync(blobs, { recursive: true })
}

/** A state that was, no older than what was answered, nor than a second. */
function checkJournal(folder: string, life: number, { edit, kept, old }: Said, seen: Seen): void {
  const path = join(folder, 'journal', `${journalOf(life)}.journal`)
  const answered = Number(kept.at(-1)?.[1] ?? 0)
  seen.edits += edit.length
  if (edit.length > answered) seen.unkept++
  if (old > 0) seen.old++
  if (!existsSync(path)) {
    seen.beforeJournal++
    expect([answered, old]).toEqual([0, 0])
    return
  }
  const journal = readJournal(readFileSync(path, 'latin1'), allNodes)
  if (!journal.ok) throw new Error(journal.error.message)
  expect(journal.value.loss).toBeNull()
  const state = journal.value.latest.read()
  if (!state.ok) throw new Error(state.error[0]?.message)
  const hash = sha256Hex(encodeUtf8(writeDocument(state.value.document, NO_TABLES, APP_VERSION)))
  const states = edit.map(([, , text]) => text)
  const oldestAllowed = Math.max(answered, old)
  // Before the first edit it is what was opened, whose text nobody told.
  if (oldestAllowed > 0) expect(states.slice(oldestAllowed - 1)).toContain(hash)
  rmSync(path)
}
