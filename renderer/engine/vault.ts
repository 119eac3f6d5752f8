import type { Sha256 } from '../../core/base/ids'
import type { StoredValue } from '../../core/weights/tensor-store'

/** The window's hold on the weights and pictures of its engine, for the day the engine's worker is gone. */
export interface Vault {
  put(value: StoredValue): void
  has(name: Sha256): boolean
  /** Those of them that are held. */
  of(names: readonly Sha256[]): readonly StoredValue[]
  /** Drops everything else. */
  keep(names: ReadonlySet<Sha256>): void
  all(): readonly StoredValue[]
  readonly byteLength: number
}

export function createVault(): Vault {
  const values = new Map<Sha256, StoredValue>()
  return {
    put: (value) => void values.set(value.sha256, value),
    has: (name) => values.has(name),
    of: (names) => names.flatMap((name) => values.get(name) ?? []),
    keep(names) {
      for (const sha256 of values.keys()) if (!names.has(sha256)) values.delete(sha256)
    },
    all: () => [...values.values()],
    get byteLength() {
      return [...values.values()].reduce((sum, value) => sum + bytesOf(value), 0)
    },
  }
}

function bytesOf(value: StoredValue): number {
  return value.kind === 'tensor' ? value.tensor.data.byteLength : value.png.byteLength
}
