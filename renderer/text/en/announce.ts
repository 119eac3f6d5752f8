import type { NodeMode } from '../../../core/doc/document'

interface Wire {
  readonly from: string
  readonly to: string
  /** Empty while it is not known. */
  readonly shape: string
}

/** What is said aloud. */
export const announce = {
  nodes: (count: number) => `${count} nodes`,
  added: (what: string) => `Added ${what}`,
  addedConnected: (what: string, wire: Wire) => `Added ${what}, connected ${wireText(wire)}`,
  deleted: (what: string) => `Deleted ${what}`,
  deletedReconnected: (what: string) => `Deleted ${what} and reconnected what it stood between`,
  connected: (wire: Wire) => `Connected ${wireText(wire)}`,
  wiresConnected: (count: number) => `Connected ${count} wires`,
  disconnected: (from: string, to: string) => `Disconnected ${from} from ${to}`,
  wiresDisconnected: (count: number) => `Disconnected ${count} wires`,
  movedTo: (what: string, x: number, y: number) => `Moved ${what} to ${x}, ${y}`,
  moved: (what: string) => `Moved ${what}`,
  renamed: (from: string, to: string) => `Renamed ${from} to ${to}`,
  mode: (what: string, mode: NodeMode | null) =>
    mode === null ? `${what} runs again` : `${what} is ${mode}`,
  color: (what: string, color: string | null) =>
    color === null ? `${what} has no colour` : `Marked ${what} ${color}`,
  set: (name: string, what: string, value: string) => `Set ${name} of ${what} to ${value}`,
  reset: (name: string, what: string) => `Reset ${name} of ${what}`,
  on: 'on',
  off: 'off',
  another: 'another value',
  undid: (label: string) => `Undid: ${label}`,
  redid: (label: string) => `Redid: ${label}`,
  opened: (name: string, nodes: number) =>
    nodes === 0 ? `${name}: an empty graph` : `Opened ${name}, ${nodes === 1 ? '1 node' : `${nodes} nodes`}`,
  runDone: 'The picture is up to date',
  runFailed: 'The run failed',
}

function wireText({ from, to, shape }: Wire): string {
  return `${from} to ${to}${shape === '' ? '' : `, ${shape}`}`
}
