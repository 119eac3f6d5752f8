import { expect } from 'vitest'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Command } from '../../core/doc/commands/index'
import type { Document, LinkRecord, NodeRecord, WeightRef } from '../../core/doc/document'
import { createDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { linkId, nodeId, type Sha256 } from '../../core/base/ids'
import type { ParamValues } from '../../core/nodedef/params'
import { integrityProblems } from './integrity'
import { allNodes } from './random-graph'

export const SOME_HASH = 'a'.repeat(64) as Sha256

/** Every kind of command that `testCommand` has seen succeed. */
export const exercised = new Set<Command['type']>()

/** A node for a test: `node('conv', 'conv/conv2d', { filters: 4 })`. */
export function node(
  id: string,
  type: string,
  params: ParamValues = {},
  rest: {
    readonly title?: string
    readonly weights?: Readonly<Record<string, WeightRef>>
    readonly weightSeed?: number
  } = {},
): NodeRecord {
  return { id: nodeId(id), type, version: 1, position: { x: 0, y: 0 }, params, ...rest }
}

/** A wire for a test, written as people do: `link('l1', 'z.z', 'mapping.z')`. */
export function link(id: string, from: string, to: string): LinkRecord {
  const port = (text: string) => {
    const dot = text.lastIndexOf('.')
    return { node: nodeId(text.slice(0, dot)), port: text.slice(dot + 1) }
  }
  return { id: linkId(id), from: port(from), to: port(to) }
}

export function graph(nodes: readonly NodeRecord[], links: readonly LinkRecord[] = []): Document {
  return createDocument({ name: 'Test', description: '' }, nodes, links)
}

/**
 * Carries out a command and checks what must hold for every one: the document stays sound, undo restores it, redo
 * does it again, a copy that went through JSON does the same. Gives back the changed document and the menu's label.
 */
export function testCommand(
  before: Document,
  command: Command,
): { readonly document: Document; readonly label: string | null } {
  const editor = createEditor(before, allNodes)
  const result = editor.dispatch(command)
  if (!result.ok) throw new Error(`${command.type} was refused: ${result.error.message}`)
  const { document, undoLabel } = editor
  expect(integrityProblems(document, allNodes)).toEqual([])

  const changed = editor.undo()
  expect(editor.document, 'undone').toEqual(before)
  expect(editor.redo(), 'redone').toBe(changed)
  expect(editor.document, 'redone').toEqual(document)

  const other = createEditor(before, allNodes)
  expect(other.dispatch(JSON.parse(JSON.stringify(command)) as Command).ok).toBe(true)
  expect(other.document, 'the same command from JSON').toEqual(document)
  exercised.add(command.type)
  return { document, label: changed ? undoLabel : null }
}

/** The diagnostic a command is refused with; the document must be as it was. */
export function refusal(before: Document, command: Command): Diagnostic {
  const editor = createEditor(before, allNodes)
  const result = editor.dispatch(command)
  if (result.ok) throw new Error(`${command.type} was not refused`)
  expect(editor.document).toBe(before)
  expect(editor.undoLabel).toBe(null)
  return result.error
}
