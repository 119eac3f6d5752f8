import { useComputed, useSignalEffect } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { nodeId, type NodeId } from '../../core/base/ids'
import { useWorkspace } from '../app/workspace'
import type { Point } from '../canvas/wire-path'
import { words } from '../text/words'
import { ConnectPicker, type ConnectRequest } from './connect-picker'
import type { Part } from './flow-order'
import { OutlineItem } from './outline-item'
import { outlineAct } from './outline-keys'
import { createOutlineModel, type OutlineModel } from './outline-model'
import type { Row } from './outline-rows'
import { addFirst, chooseNode, performAct, type OutlineHands } from './perform-act'

/** Letters typed within this many milliseconds belong together. */
const TYPING_MS = 700

/**
 * The graph as a tree in flow order, for keyboards, screen readers and tests: what the canvas shows, in words, and all
 * that the canvas can do by keys. `data-` attributes tell how the camera stands. An edit renders the rows it concerns
 * and no others, and the camera none.
 */
export function GraphOutline() {
  const workspace = useWorkspace()
  const { editor, view, selection, contextMenu } = workspace
  const tree = useRef<HTMLUListElement>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const typing = useRef({ text: '', at: 0 })
  const [request, setRequest] = useState<ConnectRequest | null>(null)
  const model = useMemo(
    () =>
      createOutlineModel({
        editor,
        selection: selection.current,
        hasFocus: () => tree.current?.contains(document.activeElement) === true,
      }),
    [editor, selection],
  )
  useEffect(() => () => model.dispose(), [model])
  const isEmpty = useComputed(() => model.size.value === 0).value
  const cameFromHere = useReturn(model)

  useEffect(() => {
    // The last node went while the keyboard was on it.
    if (isEmpty && model.takesFocus(null)) addButton.current?.focus()
  }, [isEmpty])

  useSignalEffect(() => {
    const camera = view.value?.camera.value
    if (!tree.current || !camera) return
    tree.current.dataset['scale'] = String(camera.scale)
    tree.current.dataset['x'] = String(camera.x)
    tree.current.dataset['y'] = String(camera.y)
  })

  const hands: OutlineHands = {
    model,
    placeOf: () => placeOfRow(document.activeElement),
    askToConnect: setRequest,
    enterInspector(node) {
      cameFromHere.current = true
      focusInspector(node)
    },
    typed(letter) {
      const isGoingOn = performance.now() - typing.current.at < TYPING_MS
      typing.current = { text: (isGoingOn ? typing.current.text : '') + letter, at: performance.now() }
      return typing.current.text
    },
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = rowOf(event.target)
    const isTyping = typing.current.text !== '' && performance.now() - typing.current.at < TYPING_MS
    const act = row && outlineAct(event, isTyping)
    if (!row || !act) return
    event.preventDefault()
    event.stopPropagation()
    performAct(act, row, workspace, hands)
  }

  function choose(row: Row): void {
    model.activate(row, true)
    if (!row.port) chooseNode(row.node, workspace)
  }

  function openMenu(event: MouseEvent): void {
    const row = rowOf(event.target)
    if (!row) return
    event.preventDefault()
    if (!model.isSelected(row.node)) chooseNode(row.node, workspace)
    contextMenu.value = placeOfRow(event.target)
  }

  return (
    <section class="outline" aria-label={words.outline.title} data-region="outline">
      {isEmpty && (
        <p class="outline-empty">
          {words.outline.empty}
          <button
            ref={addButton}
            type="button"
            class="button"
            data-testid="outline-add"
            onClick={() => addFirst(workspace, model)}
          >
            {words.outline.addFirst}
          </button>
        </p>
      )}
      <ul
        role="tree"
        aria-label={words.outline.tree}
        aria-describedby="outline-help"
        aria-multiselectable
        ref={tree}
        data-graph-keys
        onKeyDown={onKeyDown}
        onContextMenu={openMenu}
        onFocusIn={({ target }) => {
          const row = rowOf(target)
          if (row && !model.isActive(row)) model.activate(row, false)
        }}
      >
        <OutlineParts model={model} choose={choose} />
      </ul>
      {!isEmpty && (
        <p class="outline-keys" aria-hidden="true">
          {words.outline.keys}
        </p>
      )}
      <p id="outline-help" hidden>
        {words.outline.help}
      </p>
      {request && (
        <ConnectPicker
          request={request}
          placeOf={model.order.indexOf}
          onClose={() => {
            setRequest(null)
            if (model.active) model.activate(model.active, true)
          }}
        />
      )}
    </section>
  )
}

interface PartsProps {
  readonly model: OutlineModel
  readonly choose: (row: Row) => void
}

/** A large graph is on the screen before all of it is listed: a part more with every turn. */
function OutlineParts({ model, choose }: PartsProps) {
  const parts = model.order.parts.value
  const [shown, setShown] = useState(1)
  const chosen = useRef(choose)
  chosen.current = choose
  const stable = useRef((row: Row) => chosen.current(row))
  useEffect(() => model.onReplaced(() => setShown(1)), [model])
  useEffect(() => {
    if (shown >= parts.length) return undefined
    const next = setTimeout(() => setShown(shown + 1))
    return () => clearTimeout(next)
  }, [shown, parts.length])
  return (
    <>
      {parts.slice(0, shown).map((part) => (
        <OutlinePart key={part.key} part={part} model={model} choose={stable.current} />
      ))}
    </>
  )
}

function OutlinePart({ part, model, choose }: PartsProps & { readonly part: Part }) {
  const known = useRef<ReadonlyMap<NodeId, VNode>>(new Map())
  // The same element again means: nothing to render.
  known.current = new Map(
    part.ids.value.map((id) => [
      id,
      known.current.get(id) ?? <OutlineItem key={id} id={id} model={model} choose={choose} />,
    ]),
  )
  return (
    <div role="none" class="outline-part">
      {[...known.current.values()]}
    </div>
  )
}

/** Escape in the inspector leads back to where one came from: to the outline, or to the canvas. */
function useReturn(model: OutlineModel): { current: boolean } {
  const { view } = useWorkspace()
  const cameFromHere = useRef(false)
  useEffect(() => {
    const stop = new AbortController()
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        if (!(event.target instanceof Element) || !event.target.closest('.inspector')) return
        event.preventDefault()
        if (cameFromHere.current && model.active) model.activate(model.active, true)
        else view.value?.focus()
        cameFromHere.current = false
      },
      { signal: stop.signal },
    )
    return () => stop.abort()
  }, [model])
  return cameFromHere
}

function rowOf(target: EventTarget | null): Row | null {
  if (!(target instanceof Element)) return null
  const item = target.closest<HTMLElement>('[role="treeitem"]')
  const id = item?.dataset['node'] ?? item?.dataset['owner']
  if (id === undefined) return null
  const node = nodeId(id)
  const port = item?.dataset['row']
  if (port === undefined) return { node }
  const space = port.indexOf(' ')
  return { node, port: { isInput: port.slice(0, space) === 'input', name: port.slice(space + 1) } }
}

/** Below the row's words. */
function placeOfRow(target: EventTarget | null): Point {
  const row =
    target instanceof Element ? target.closest('[role="treeitem"]')?.querySelector('.outline-row') : null
  const box = row?.getBoundingClientRect()
  return { x: (box?.left ?? 0) + 24, y: box?.bottom ?? 0 }
}

/** To a parameter of the node, or to its name when it has none, as soon as the inspector shows it. */
function focusInspector(node: NodeId, frames = 30): void {
  const inspector = document.querySelector<HTMLElement>('.inspector')
  if (inspector?.dataset['node'] !== node) {
    if (frames > 0) requestAnimationFrame(() => focusInspector(node, frames - 1))
    return
  }
  const param = '.params :is(input:not([type="range"]), select, textarea):not(:disabled)'
  const field = inspector.querySelector<HTMLElement>(param) ?? inspector.querySelector<HTMLElement>('input')
  field?.focus()
}
