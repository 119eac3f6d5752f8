import type { FileHandle as OpenFile } from 'node:fs/promises'
import { systemDisk, type Disk, type WritableFiles } from '../../electron/services/disk'

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as planned`), { code, syscall: 'write' })
}

/**
 * The real disk, on which every step goes through `onStep` first: what it throws, the step fails with. Steps of an
 * open file are named after it: `file.sync`.
 */
export function watchedDisk(
  onStep: (name: string, path: string) => void,
  platform: NodeJS.Platform = 'linux',
): Disk {
  function watched<Target extends object>(target: Target, prefix: string, path: string | null): Target {
    return new Proxy(target, {
      get(whole, key) {
        const member: unknown = Reflect.get(whole, key, whole)
        if (typeof member !== 'function' || typeof key !== 'string') return member
        return async (...args: unknown[]): Promise<unknown> => {
          const what = path ?? String(args[0])
          const run = (): unknown => Reflect.apply(member, whole, args)
          // A file whose closing fails is closed all the same.
          const closed: unknown = key === 'close' ? await run() : null
          onStep(`${prefix}${key}`, what)
          const result: unknown = key === 'close' ? closed : await run()
          return key === 'open' ? watched(result as OpenFile, 'file.', what) : result
        }
      },
    })
  }
  const files: WritableFiles = watched({ ...systemDisk.files }, '', null)
  return { files, platform, wait: () => Promise.resolve() }
}
