/** What the outline's keys do to the graph. */
import type { NodeId } from '../../core/base/ids'
import type { LinkRecord } from '../../core/doc/document'
import type { Workspace } from '../app/workspace'
import { HEADER_HEIGHT, NODE_WIDTH, type Box } from '../canvas/layout'
import type { Point } from '../canvas/wire-path'
import { titleOfRecord } from '../state/node-words'
import { words } from '../text/words'
import type { ConnectRequest } from './connect-picker'
import type { OutlineAct } from './outline-keys'
import type { OutlineModel } from './outline-model'
import { rowAfter, typeAhead, type Move, type Row } from './outline-rows'

/** Graph units between a node and one added behind it. */
const GAP = 60
const STEP_DOWN = 40

export interface OutlineHands {
  readonly model: OutlineModel
  /** Where the row stands on the page. */
  placeOf(row: Row): Point
  askToConnect(request: ConnectRequest): void
  /** Goes to the first field of the inspector once it shows the node. */
  enterInspector(node: NodeId): void
  /** The letters typed so far, with this one. */
  typed(letter: string): string
}

export function performAct(act: OutlineAct, row: Row, workspace: Workspace, hands: OutlineHands): void {
  const { model } = hands
  switch (act.kind) {
    case 'move':
      move(act.move, act.how, row, workspace, model)
      break
    case 'open':
      if (row.port) break
      if (model.isExpanded(row.node)) goTo(rowAfter(model, row, 'next'), model)
      else model.expand(row.node, true)
      break
    case 'close':
      if (row.port) model.activate({ node: row.node }, true)
      else model.expand(row.node, false)
      break
    case 'enter':
      if (row.port) connect(row, workspace, hands)
      else {
        chooseNode(row.node, workspace)
        hands.enterInspector(row.node)
      }
      break
    case 'connect':
      connect(row, workspace, hands)
      break
    case 'add':
      addBeside(row, workspace, hands)
      break
    case 'delete':
      if (row.port) disconnect(row, workspace)
      else workspace.edit({ type: 'node/remove', nodes: deleted(row.node, workspace), links: [] })
      break
    case 'rename':
      chooseNode(row.node, workspace)
      workspace.renameAsked.value = true
      break
    case 'select':
      chooseNode(row.node, workspace)
      break
    case 'toggle':
      toggle(row.node, workspace)
      break
    case 'leave':
      workspace.view.value?.focus()
      break
    case 'type':
      find(hands.typed(act.letter), row, workspace, model)
  }
}

/** Selects a node and brings it into view, as a click on the canvas would. */
export function chooseNode(node: NodeId, { selection, view }: Workspace): void {
  selection.selectNodes([node])
  view.value?.reveal(node)
}

/** The search for a first node, in the middle of the canvas. */
export function addFirst({ nodeSearch, view }: Workspace, model: OutlineModel): void {
  const at = view.value?.middle()
  if (at) nodeSearch.value = { at, wire: null, back: () => takeBack(model) }
}

function goTo(row: Row, model: OutlineModel): void {
  model.activate(row, true)
}

function move(
  step: Move,
  how: 'select' | 'extend' | 'walk',
  row: Row,
  workspace: Workspace,
  model: OutlineModel,
): void {
  const next = rowAfter(model, row, step)
  model.activate(next, true)
  if (how === 'walk') return
  const { nodes } = workspace.selection.current.peek()
  if (how === 'extend') workspace.selection.selectNodes([...nodes, row.node, next.node])
  else if (nodes.size !== 1 || !nodes.has(next.node)) chooseNode(next.node, workspace)
}

function toggle(node: NodeId, { selection }: Workspace): void {
  const { nodes, links } = selection.current.peek()
  const chosen = new Set(nodes)
  if (!chosen.delete(node)) chosen.add(node)
  selection.set({ nodes: chosen, links })
}

/** All that is selected when the row is a part of it; else the row's node alone. */
function deleted(node: NodeId, { selection }: Workspace): readonly NodeId[] {
  const { nodes } = selection.current.peek()
  return nodes.has(node) ? [...nodes] : [node]
}

function connect(row: Row, { editor }: Workspace, hands: OutlineHands): void {
  const { node, port } = row
  if (port) {
    hands.askToConnect({ port: { node, port: port.name }, isInput: port.isInput, at: hands.placeOf(row) })
    return
  }
  // On the node itself: its first input that is not connected.
  const record = editor.document.nodes.get(node)
  const inputs = Object.keys((record && editor.registry.get(record.type)?.inputs) ?? {})
  const taken = editor.inference.topology.incoming(node)
  const free = inputs.find((name) => !taken.has(name)) ?? inputs[0]
  if (free !== undefined)
    hands.askToConnect({ port: { node, port: free }, isInput: true, at: hands.placeOf(row) })
}

function disconnect({ node, port }: Row, { editor, edit, notices }: Workspace): void {
  if (!port) return
  const { topology } = editor.inference
  const into = topology.incoming(node).get(port.name)
  const links: LinkRecord[] = port.isInput
    ? into
      ? [into]
      : []
    : [...topology.outgoing(node)].filter(({ from }) => from.port === port.name)
  if (links.length > 0) edit({ type: 'link/disconnect', links: links.map(({ id }) => id) })
  else notices.show({ tone: 'info', message: words.outline.nothingConnected(port.name) })
}

/**
 * The search for a node that goes behind this one, connected to its first output where that fits. On a port's row it is
 * connected to that port, and goes before the node when that is an input.
 */
function addBeside({ node, port }: Row, workspace: Workspace, { model }: OutlineHands): void {
  const { editor, view, nodeSearch } = workspace
  const record = editor.document.nodes.get(node)
  const canvas = view.value
  if (!record || !canvas) return
  canvas.reveal(node)
  const [output] = Object.keys(editor.registry.get(record.type)?.outputs ?? {})
  const isInput = port?.isInput === true
  const name = port?.name ?? output
  const boxes = canvas.boxesOf(editor.document.nodes.keys())
  const own = boxes.get(node)
  const { x, y } = record.position
  const beside = isInput ? x - GAP - NODE_WIDTH : x + (own?.width ?? NODE_WIDTH) + GAP
  const place = freePlace({ x: beside, y }, [...boxes.values()])
  // The search puts the port that takes the wire where it was asked for.
  const edge = isInput ? NODE_WIDTH : 0
  const { scale } = canvas.camera.value
  const middle = canvas.middle()
  const centre = canvas.centre()
  nodeSearch.value = {
    at: {
      x: middle.x + (place.x + edge - centre.x) * scale,
      y: middle.y + (place.y + HEADER_HEIGHT - centre.y) * scale,
    },
    wire: name === undefined ? null : { port: { node, port: name }, isInput },
    back: () => takeBack(model),
  }
}

/** The keyboard comes back to where the search was asked for, or to what it added. */
function takeBack(model: OutlineModel): void {
  if (model.active) model.activate(model.active, true)
}

/** The first place from there downwards where a node would cover none. */
export function freePlace(wanted: Point, boxes: readonly Box[]): Point {
  let { y } = wanted
  const covers = (box: Box): boolean =>
    box.x < wanted.x + NODE_WIDTH &&
    box.x + box.width > wanted.x &&
    box.y < y + NODE_WIDTH / 2 &&
    box.y + box.height > y
  while (boxes.some(covers)) y += STEP_DOWN
  return { x: wanted.x, y }
}

function find(typed: string, row: Row, workspace: Workspace, model: OutlineModel): void {
  const { editor } = workspace
  const ids = model.ids()
  const names = ids.map((id) => {
    const record = editor.document.nodes.get(id)
    return record ? titleOfRecord(editor, record) : id
  })
  const index = typeAhead(names, ids.indexOf(row.node), typed)
  const found = index === null ? undefined : ids[index]
  if (found === undefined) return
  model.activate({ node: found }, true)
  chooseNode(found, workspace)
}
