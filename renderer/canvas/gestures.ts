import type { LinkId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import type { PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { newLinkId } from '../../core/doc/new-id'

/** The command for a wire the user drew. */
export function connectCommand(editor: Editor, from: PortRef, to: PortRef): Command {
  return { type: 'link/connect', link: { id: newLinkId(editor.document.links), from, to } }
}

/** What moving a wire's end from one input to another comes to: one undo step. */
export function rewireCommands(
  editor: Editor,
  from: PortRef,
  to: PortRef,
  detached: LinkId | null,
): readonly Command[] {
  const connect = connectCommand(editor, from, to)
  return detached === null ? [connect] : [{ type: 'link/disconnect', links: [detached] }, connect]
}
