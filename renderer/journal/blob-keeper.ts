/** Puts the weights and pictures that journals name beside them, once each. */
import { assert } from '../../core/base/assert'
import type { Sha256 } from '../../core/base/ids'
import type { Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import type { JournalStore } from '../../core/contract/journal'
import { tensorBytes } from '../../core/tensor/tensor'
import type { StoredValue } from '../../core/weights/tensor-store'

export interface BlobKeeper {
  /** These are named by now. What cannot be had or stored yet is tried again when the next ones are. */
  want(names: Iterable<Sha256>): void
  /** A journal names less than it did, so that others may clear away what it named: the store is asked again. */
  forget(): void
  /** True once everything that could be put is put. */
  settled(): Promise<boolean>
}

export interface BlobKeeperParts {
  readonly store: Pick<JournalStore, 'missing' | 'putBlob'>
  /** Those that this window has. */
  readonly values: (names: readonly Sha256[]) => readonly StoredValue[]
  readonly onProblem: (problem: FileProblem) => void
  readonly reportBug: (bug: unknown) => void
}

export function createBlobKeeper({ store, values, onProblem, reportBug }: BlobKeeperParts): BlobKeeper {
  /** True for as long as the journals name all that they named when these were seen. */
  const kept = new Set<Sha256>()
  const wanted = new Set<Sha256>()
  let working: Promise<boolean> | null = null

  async function work(): Promise<boolean> {
    for (const lacking = new Set<Sha256>(); ;) {
      const names = [...wanted].filter((name) => !lacking.has(name))
      if (names.length === 0) return true
      const missing = await store.missing(names)
      if (!missing.ok) return refuse(missing)
      for (const name of missing.value) lacking.add(name)
      for (const name of names) if (!lacking.has(name)) note(name)
      for (const value of values(missing.value)) {
        const put = await store.putBlob(value.sha256, bytesOf(value))
        if (!put.ok) return refuse(put)
        lacking.delete(value.sha256)
        note(value.sha256)
      }
    }
  }

  function refuse(result: Result<unknown, FileProblem>): false {
    assert(!result.ok, 'only a failure is told')
    onProblem(result.error)
    return false
  }

  function note(name: Sha256): void {
    kept.add(name)
    wanted.delete(name)
  }

  return {
    want(names) {
      for (const name of names) if (!kept.has(name)) wanted.add(name)
      if (wanted.size === 0 || working) return
      working = work().finally(() => (working = null))
      working.catch(reportBug)
    },
    forget: () => kept.clear(),
    settled: async () => (await working) ?? true,
  }
}

/** Of its own memory: what is shared cannot be sent to every store. */
function bytesOf(value: StoredValue): Uint8Array {
  return new Uint8Array(value.kind === 'tensor' ? tensorBytes(value.tensor) : value.png)
}
