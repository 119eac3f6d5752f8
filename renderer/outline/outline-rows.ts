import type { NodeId } from '../../core/base/ids'

/** A row of the outline: a node, or one of its ports below it. */
export interface Row {
  readonly node: NodeId
  readonly port?: { readonly isInput: boolean; readonly name: string }
}

export function sameRow(a: Row | null, b: Row | null): boolean {
  return a?.node === b?.node && a?.port?.name === b?.port?.name && a?.port?.isInput === b?.port?.isInput
}

/** What is listed, for those who walk through it. */
export interface Listed {
  ids(): readonly NodeId[]
  /** The ports shown below a node: none while it is closed. */
  shownPorts(node: NodeId): readonly Row[]
}

export type Move = 'next' | 'previous' | 'first' | 'last' | 'pageDown' | 'pageUp'

const PAGE = 10

/** The row that a move leads to; where there is none, the row itself. */
export function rowAfter(listed: Listed, { node, port }: Row, move: Move): Row {
  const here: Row = port ? { node, port } : { node }
  const ids = listed.ids()
  const at = ids.indexOf(node)
  const nodeRow = (index: number): Row => {
    const id = ids[Math.max(0, Math.min(index, ids.length - 1))]
    return id === undefined ? here : { node: id }
  }
  const lastOf = (row: Row): Row => listed.shownPorts(row.node).at(-1) ?? row
  const ports = listed.shownPorts(node)
  const portAt = ports.findIndex((row) => sameRow(row, here))
  switch (move) {
    case 'first':
      return nodeRow(0)
    case 'last':
      return lastOf(nodeRow(ids.length - 1))
    case 'pageDown':
      return nodeRow(at + PAGE)
    case 'pageUp':
      return nodeRow(at - PAGE)
    case 'next':
      // Behind the last port comes the next node; the first port stands behind its node.
      return ports[portAt + 1] ?? (at + 1 < ids.length ? nodeRow(at + 1) : here)
    case 'previous':
      if (port) return ports[portAt - 1] ?? { node }
      return at > 0 ? lastOf(nodeRow(at - 1)) : here
  }
}

/**
 * The next row whose words begin with what was typed, from the one behind `from` around to it; a second letter looks at
 * the row itself first, so that typing on narrows down.
 */
export function typeAhead(words: readonly string[], from: number, typed: string): number | null {
  const wanted = typed.toLowerCase()
  // The same letter again and again goes from one to the next.
  const isRepeat = wanted.length > 1 && [...wanted].every((letter) => letter === wanted[0])
  const prefix = isRepeat ? wanted.slice(0, 1) : wanted
  const start = prefix.length === 1 ? from + 1 : from
  for (let step = 0; step < words.length; step++) {
    const index = (start + step) % words.length
    if (words[index]?.toLowerCase().startsWith(prefix)) return index
  }
  return null
}
