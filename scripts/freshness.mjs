// Tells whether a built target is of its present sources, and keeps two builders from the same folder.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { walkFiles } from './files.mjs'

/**
 * Changes when a source is edited, added or deleted.
 * @param {string} root
 * @param {readonly string[]} sources folders and files
 */
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

/** @param {string} outDir @param {string} fingerprint */
export function isFresh(outDir, fingerprint) {
  const stamp = stampFile(outDir)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint
}

/** The stamp lies in the built folder: whoever deletes the one deletes the other. @param {string} outDir @param {string} fingerprint */
export function markFresh(outDir, fingerprint) {
  writeFileSync(stampFile(outDir), fingerprint)
}

function stampFile(outDir) {
  return join(outDir, '.stamp')
}

/**
 * Runs `work` while no other process does the same. A lock whose owner has died is taken over.
 * @template T
 * @param {string} root
 * @param {string} name
 * @param {() => Promise<T>} work
 */
export async function withLock(root, name, work) {
  const folder = join(root, 'dist', '.locks')
  const lock = join(folder, name)
  mkdirSync(folder, { recursive: true })
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
