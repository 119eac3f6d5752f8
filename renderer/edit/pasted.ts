/** What a text from the clipboard comes to: nodes of this window, nodes of another, or nothing for us. */
import type { Sha256 } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { NodeRecord } from '../../core/doc/document'
import type { Registry } from '../../core/nodedef/registry'
import type { Fragment } from './fragment'
import { fragmentFromText, looksLikeGraph } from './fragment-text'

/** What was copied last, and the text that went to the system's clipboard for it. */
export interface Copied {
  readonly fragment: Fragment
  readonly text: string
}

export type Pasted =
  | { readonly kind: 'nodes'; readonly fragment: Fragment }
  | { readonly kind: 'no-graph' }
  | { readonly kind: 'too-long'; readonly length: number }
  | { readonly kind: 'broken'; readonly problem: Diagnostic }

/** In UTF-16 units: some ten thousand nodes. Reading more would hold up the window. */
export const LONGEST_TEXT = 4_000_000

/** `text` is null where the system's clipboard cannot be read: then only this window's own copies can be pasted. */
export function readPasted(text: string | null, copied: Copied | null, registry: Registry): Pasted {
  if (copied && (text === null || withPlainEnds(text) === copied.text))
    return { kind: 'nodes', fragment: copied.fragment }
  if (text === null) return { kind: 'no-graph' }
  if (text.length > LONGEST_TEXT) return { kind: 'too-long', length: text.length }
  if (!looksLikeGraph(text)) return { kind: 'no-graph' }
  const read = fragmentFromText(text, registry)
  if (read.ok)
    return read.value.nodes.length === 0 ? { kind: 'no-graph' } : { kind: 'nodes', fragment: read.value }
  const [problem] = read.error
  return problem ? { kind: 'broken', problem } : { kind: 'no-graph' }
}

/** The loaded weights and pictures of nodes that `holds` does not know: `conv.weight`. */
export function missingValues(
  nodes: readonly NodeRecord[],
  holds: (name: Sha256) => boolean,
): readonly string[] {
  return nodes.flatMap(({ id, weights = {}, params }) => {
    const lost = (name: string, sha256: Sha256): string[] => (holds(sha256) ? [] : [`${id}.${name}`])
    return [
      ...Object.entries(weights).flatMap(([name, { sha256 }]) => lost(name, sha256)),
      ...Object.entries(params).flatMap(([name, value]) =>
        typeof value === 'object' && value !== null ? lost(name, value.sha256) : [],
      ),
    ]
  })
}

/** Windows' clipboard has its own line ends. */
function withPlainEnds(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
