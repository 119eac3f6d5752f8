/**
 * Copy, cut, paste and duplicate. The system's clipboard gets copied nodes as text, for other windows and programs; the
 * window remembers them too, with their loaded weights and with where their wires came from.
 */
import { ClipboardPaste, Copy, CopyPlus, Scissors } from 'lucide-preact'
import { isGraphLink } from '../../core/file/graph-link'
import type { Workspace } from '../app/workspace'
import { sayBlocksPasted } from '../blocks/say-shared'
import { copyFragment, cornerOf, pasteCommands, recordsOf, type Fragment, type Paste } from '../edit/fragment'
import { fragmentToText } from '../edit/fragment-text'
import { LONGEST_TEXT, missingValues, readPasted, type Pasted } from '../edit/pasted'
import { words } from '../text/words'
import type { Action } from './action'
import { deleteSelection } from './edit-actions'
import { describeKey, isMacPlatform } from './keys'

/** How far a copy lies from its original, in graph units. */
const COPY_SHIFT = 30
const TOPIC = 'clipboard'

interface PasteOptions {
  /** The copies listen to the nodes that the originals listened to. */
  readonly outer: boolean
}

const onNodes = {
  isEnabled: ({ selection }: Workspace) => selection.current.value.nodes.size > 0,
  whyDisabled: () => words.clipboard.noNodes,
}

export const copy: Action = {
  id: 'edit.copy',
  icon: Copy,
  yieldsToText: true,
  ...onNodes,
  run: copyByHand,
}

export const cut: Action = {
  id: 'edit.cut',
  icon: Scissors,
  yieldsToText: true,
  ...onNodes,
  async run(workspace) {
    const written = copyByHand(workspace)
    deleteSelection(workspace)
    await written
  },
}

export const paste = pasting('edit.paste', { outer: false })
export const pasteOuter = pasting('edit.pasteOuter', { outer: true })
export const duplicate = duplicating('edit.duplicate', { outer: false })
export const duplicateOuter = duplicating('edit.duplicateOuter', { outer: true })

/** Takes the selected nodes along and returns the text for the system's clipboard; null without any. */
export function copySelection({ editor, selection, clipboard }: Workspace): string | null {
  const { nodes } = selection.current.value
  if (nodes.size === 0) return null
  const fragment = copyFragment(editor.document, nodes)
  const text = fragmentToText(fragment)
  clipboard.value = { fragment, text }
  return text
}

/** Adds the nodes that a text of the clipboard holds, where the user looks; a link to a graph opens it. */
export function pasteText(workspace: Workspace, text: string | null, options: PasteOptions): void {
  if (text !== null && isGraphLink(text)) {
    void workspace.session.openLink(text).catch(reportError)
    return
  }
  const { editor, clipboard, live, notices } = workspace
  const pasted = readPasted(text, clipboard.peek(), editor.registry)
  if (pasted.kind !== 'nodes') {
    notices.show({ topic: TOPIC, ...sayNothingPasted(pasted, text === null) })
    return
  }
  const { fragment } = pasted
  const inserted = insert(workspace, fragment, placeInView(workspace, fragment), options)
  if (!inserted) return
  sayBlocksPasted(workspace, inserted.nodes, inserted.shared)
  const missing = missingValues(recordsOf(fragment), live.holds)
  if (missing.length === 0) return
  const { clipboard: say } = words
  notices.show({ tone: 'error', topic: TOPIC, message: say.missing(missing), nextStep: say.missingNext })
}

async function copyByHand(workspace: Workspace): Promise<void> {
  const text = copySelection(workspace)
  if (text === null || (await workspace.host.clipboard.write(text))) return
  workspace.notices.show({ tone: 'info', topic: TOPIC, message: words.clipboard.onlyHere })
}

function pasting(id: 'edit.paste' | 'edit.pasteOuter', options: PasteOptions): Action {
  return {
    id,
    icon: ClipboardPaste,
    yieldsToText: true,
    run: async (workspace) => pasteText(workspace, await workspace.host.clipboard.read(), options),
  }
}

function duplicating(id: 'edit.duplicate' | 'edit.duplicateOuter', options: PasteOptions): Action {
  return {
    id,
    icon: CopyPlus,
    ...onNodes,
    run(workspace) {
      const { editor, selection } = workspace
      const fragment = copyFragment(editor.document, selection.current.value.nodes)
      insert(workspace, fragment, { dx: COPY_SHIFT, dy: COPY_SHIFT }, options)
    },
  }
}

function sayNothingPasted(
  pasted: Exclude<Pasted, { kind: 'nodes' }>,
  isUnread: boolean,
): { tone: 'info' | 'error'; message: string; nextStep?: string } {
  const { clipboard: say } = words
  switch (pasted.kind) {
    case 'no-graph': {
      if (!isUnread) return { tone: 'info', message: say.noGraph, nextStep: say.noGraphNext }
      const key = describeKey('CmdOrCtrl+V', isMacPlatform(navigator))
      return { tone: 'info', message: say.unreadable, nextStep: say.unreadableNext(key) }
    }
    case 'too-long':
      return { tone: 'error', message: say.tooLong(pasted.length, LONGEST_TEXT), nextStep: say.tooLongNext }
    case 'broken': {
      const { message, nextStep } = pasted.problem
      return { tone: 'error', message: say.broken(message), ...(nextStep === undefined ? {} : { nextStep }) }
    }
  }
}

/** Pasted where the user looks; a second paste does not hide the first. */
function placeInView({ editor, view }: Workspace, fragment: Fragment): { dx: number; dy: number } {
  const corner = cornerOf(fragment)
  const centre = view.value?.centre() ?? corner
  const taken = new Set([...editor.document.nodes.values()].map(({ position: p }) => `${p.x},${p.y}`))
  let x = Math.round(centre.x - 100)
  let y = Math.round(centre.y - 60)
  while (taken.has(`${x},${y}`)) {
    x += COPY_SHIFT
    y += COPY_SHIFT
  }
  return { dx: x - corner.x, dy: y - corner.y }
}

function insert(
  { editor, editAll, selection }: Workspace,
  fragment: Fragment,
  shift: { readonly dx: number; readonly dy: number },
  options: PasteOptions,
): Paste | null {
  const paste = pasteCommands(editor.document, fragment, shift, options)
  if (!editAll(words.blocks.pasteStep(paste.nodes.length), paste.commands).ok) return null
  selection.selectNodes(paste.nodes)
  return paste
}
