/**
 * Copied nodes as text: a graph file like any other, so that what was copied can be pasted into another window, a mail or
 * an editor, and text from there is checked like a file before it becomes nodes.
 */
import { APP_VERSION } from '../../core/app-version'
import type { Result } from '../../core/base/result'
import { ok } from '../../core/base/result'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { createDocument } from '../../core/doc/document'
import { NO_TABLES } from '../../core/file/file-tables'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import type { Registry } from '../../core/nodedef/registry'
import { definitionsFor, type Fragment } from './fragment'

const MARK = /"format"\s*:\s*"styleloom"/

/** Wires from outside stay behind: their other ends are not part of the text. */
export function fragmentToText({ nodes, links, blocks }: Fragment): string {
  return writeDocument(
    createDocument({ name: 'Copied nodes', description: '' }, nodes, links, blocks),
    NO_TABLES,
    APP_VERSION,
  )
}

/** What stands around the graph, such as the fences of a chat, is left out. */
export function fragmentFromText(text: string, registry: Registry): Result<Fragment, readonly Diagnostic[]> {
  const read = readDocument(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1), registry)
  if (!read.ok) return read
  const { links, blocks } = read.value.document
  const nodes = [...read.value.document.nodes.values()]
  return ok({ nodes, links: [...links.values()], incoming: [], blocks: definitionsFor(nodes, blocks) })
}

/** Does this text mean to be a graph? Other text is left to whoever it was copied for. */
export function looksLikeGraph(text: string): boolean {
  return MARK.test(text)
}
