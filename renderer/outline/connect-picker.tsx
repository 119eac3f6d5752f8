import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import type { PortRef } from '../../core/doc/document'
import { kindWords } from '../../core/tensor/wire-type'
import { useWorkspace } from '../app/workspace'
import { connectCommand } from '../canvas/gestures'
import type { Point } from '../canvas/wire-path'
import { partQuality, wordsOf } from '../search/match'
import { nodeTitle, portTitle } from '../state/node-words'
import { words } from '../text/words'
import { SearchList } from '../ui/search-list'
import { connectCandidates, type Candidate } from './connect-candidates'
import { shapeWords } from './row-words'

const GAP = 8

export interface ConnectRequest {
  readonly port: PortRef
  readonly isInput: boolean
  /** Where the list opens, in page coordinates. */
  readonly at: Point
}

interface Props {
  readonly request: ConnectRequest
  readonly placeOf: (node: NodeId) => number
  /** Also called after a connection was made. */
  readonly onClose: () => void
}

/** What a port can be connected to, best first; what does not fit stands at the end and says why. */
export function ConnectPicker({ request, placeOf, onClose }: Props) {
  const { editor, editAll } = useWorkspace()
  const { port, isInput, at } = request
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const candidates = useMemo(
    () =>
      connectCandidates(editor, port, isInput, placeOf).map((candidate) => ({
        ...candidate,
        ...textsOf(candidate),
      })),
    [request],
  )
  const typed = wordsOf(query)
  const found = candidates.filter(({ search }) => typed.every((word) => partQuality(search, word) > 0))
  const title = portTitle(editor, port)
  const heading = isInput ? words.outline.connectInput(title) : words.outline.connectOutput(title)

  function textsOf({ port: other, replaces }: Candidate): { name: string; shape: string; search: string } {
    const name = portTitle(editor, other)
    const type = editor.inference.typeOf(isInput ? other : port)
    const shape = replaces
      ? words.outline.replaces(portTitle(editor, replaces.from))
      : isInput && type
        ? `${kindWords(type.kind)}, ${shapeWords(type)}`
        : ''
    return { name, shape, search: `${name} ${other.node}`.toLowerCase() }
  }

  useLayoutEffect(() => {
    field.current?.focus()
    const { width = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {}
    if (!box.current) return
    box.current.style.left = `${Math.max(GAP, Math.min(at.x, window.innerWidth - width - GAP))}px`
    box.current.style.top = `${Math.max(GAP, Math.min(at.y, window.innerHeight - height - GAP))}px`
  }, [request])

  function pick(index: number): void {
    const candidate = found[index]
    if (!candidate || candidate.refusal !== null) return
    const [from, to] = isInput ? [candidate.port, port] : [port, candidate.port]
    editAll(words.outline.connect, [connectCommand(editor, from, to)], at)
    onClose()
  }

  return (
    <div
      class="search-popup connect-picker"
      role="dialog"
      aria-label={heading}
      ref={box}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && box.current?.contains(relatedTarget)) return
        onClose()
      }}
    >
      <SearchList
        id="connect"
        label={heading}
        listLabel={isInput ? words.outline.outputsThatFit : words.outline.inputsThatFit}
        placeholder={words.outline.searchPorts}
        empty={words.outline.noneFits}
        query={query}
        items={found}
        active={Math.min(active, found.length - 1)}
        keyOf={({ port: { node, port: name } }) => `${node}.${name}`}
        isDisabled={({ refusal }) => refusal !== null}
        field={field}
        closesOnTab
        row={({ name, port: other, shape, refusal }) => (
          <span class="connect-row">
            <span class="option-title">
              {name}{' '}
              {nodeTitle(editor, other.node) !== other.node && <code class="option-id">{other.node}</code>}
            </span>
            <span class="connect-note">{refusal ?? shape}</span>
          </span>
        )}
        onQuery={(next) => {
          setQuery(next)
          setActive(0)
        }}
        onMove={(step) => setActive((index) => Math.max(0, Math.min(index + step, found.length - 1)))}
        onPoint={setActive}
        onEnter={() => pick(Math.min(active, found.length - 1))}
        onPick={pick}
        onClose={onClose}
      />
    </div>
  )
}
