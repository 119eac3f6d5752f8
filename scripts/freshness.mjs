// Tells whether a built target is of its present sources, and keeps two builders from the same folder.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { walkFiles } from './files.mjs'

/** Changes when a source is edited, added or deleted. @param {readonly string[]} sources folders and files */
export function fingerprintOf(root, sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(root, source)
    const files = existsSync(path) && statSync(path).isFile() ? [path] : walkFiles(path)
    for (const file of files) {
      const { mtimeMs, size } = statSync(file)
      hash.update(`${file}\0${mtimeMs}\0${size}\n`)
    }
  }
  return hash.digest('hex')
}

export function isFresh(root, name, sources) {
  const stamp = stampFile(root, name)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprintOf(root, sources)
}

export function markFresh(root, name, fingerprint) {
  mkdirSync(dirname(stampFile(root, name)), { recursive: true })
  writeFileSync(stampFile(root, name), fingerprint)
}

export function markStale(root, name) {
  rmSync(stampFile(root, name), { force: true })
}

function stampFile(root, name) {
  return join(root, 'dist', '.stamps', name)
}

/** Runs `work` while no other process does the same. A lock whose owner has died is taken over. */
export async function withLock(root, name, work) {
  const lock = join(root, 'dist', '.stamps', `${name}.lock`)
  mkdirSync(dirname(lock), { recursive: true })
  while (!tryLock(lock)) await wait(50)
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function tryLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (thrown) {
    if (thrown.code !== 'EEXIST') throw thrown
    if (!ownerIsAlive(lock)) rmSync(lock, { force: true })
    return false
  }
}

function ownerIsAlive(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    // An empty file belongs to a process that is just writing its number.
    if (owner > 0) process.kill(owner, 0)
    return true
  } catch (thrown) {
    // EPERM: alive, and of another user. ENOENT: just unlocked, so there is nothing to take over.
    return thrown.code !== 'ESRCH'
  }
}
