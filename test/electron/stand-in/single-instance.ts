/**
 * The lock of the profile's folder, and how a second start tells the first of itself. Both sides of Electron's call
 * are synchronous, so this works with files: the lock names its owner, messages are moved into place whole.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { assert } from '../../../core/base/assert'

export interface InstanceLock {
  take(data: Record<string, unknown>): boolean
  isHeld(): boolean
  release(): void
}

type Tell = (argv: readonly string[], folder: string, data: unknown) => void

export function createInstanceLock(profile: string, tell: Tell): InstanceLock {
  const folder = join(profile, 'stand-in-instance')
  const lock = join(folder, 'lock')
  let watcher: ReturnType<typeof watch> | null = null

  function owner(): number | null {
    const pid = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    return pid > 0 && isAlive(pid) ? pid : null
  }

  function listen(): void {
    watcher = watch(folder, (_change, name) => {
      const path = join(folder, name ?? '')
      if (name?.endsWith('.message') !== true || !existsSync(path)) return
      const { argv, cwd, data } = deserialize(readFileSync(path)) as {
        argv: string[]
        cwd: string
        data: unknown
      }
      rmSync(path)
      tell(argv, cwd, data)
    })
    watcher.unref()
  }

  return {
    take(data) {
      assert(profile !== '', 'a test gives every app a profile of its own: --user-data-dir')
      if (watcher !== null) return true
      mkdirSync(folder, { recursive: true })
      if (owner() !== null) {
        const draft = join(folder, String(process.pid))
        writeFileSync(draft, serialize({ argv: process.argv, cwd: process.cwd(), data }))
        renameSync(draft, `${draft}.message`)
        return false
      }
      writeFileSync(lock, String(process.pid))
      listen()
      return true
    },
    isHeld: () => watcher !== null,
    release() {
      if (watcher === null) return
      watcher.close()
      watcher = null
      rmSync(lock, { force: true })
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false // No such process: its lock is nobody's.
  }
}
