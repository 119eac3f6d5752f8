import type { NodeId } from '../../core/base/ids'
import type { Result } from '../../core/base/result'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Command } from '../../core/doc/commands/index'
import type { Document } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import type { ParamValue } from '../../core/nodedef/params'
import type { Workspace } from '../app/workspace'

/** The steps of one change of a parameter: one undo entry, and given up without a trace in the document. */
export interface ParamGesture {
  /** Undefined resets the parameter. The refusal, or null when the value was taken. */
  set(value: ParamValue | undefined): Diagnostic | null
  /** Puts back what was there at the beginning; nothing can be set any more. */
  giveUp(): void
}

let last = 0

export function beginParamGesture(
  { edit, editor }: Pick<Workspace, 'edit'> & { readonly editor: Editor },
  node: NodeId,
  key: string,
): ParamGesture {
  const gesture = `param-${++last}`
  const before = editor.document.nodes.get(node)?.params[key]
  /** The document as the last step left it; null while there was none. */
  let left: Document | null = null
  let isAlone = true
  let isOver = false

  function dispatch(value: ParamValue | undefined): Result<null, Diagnostic> {
    const command: Command = {
      type: 'param/set',
      node,
      key,
      ...(value === undefined ? {} : { value }),
    }
    return edit(command, { gesture, quiet: true })
  }

  return {
    set(value) {
      if (isOver) return null
      const from = editor.document
      if (left !== null && left !== from) isAlone = false
      const result = dispatch(value)
      if (!result.ok) return result.error
      if (editor.document !== from) left = editor.document
      return null
    },
    giveUp() {
      if (isOver) return
      isOver = true
      if (left === null) return
      // Undo puts back the saved mark too. It would take back another's step where one came between.
      if (isAlone && left === editor.document) editor.undo()
      else dispatch(before)
    },
  }
}
