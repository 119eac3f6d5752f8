import { assert, required } from '../../core/base/assert'
import { linkId } from '../../core/base/ids'
import type { Random } from '../../core/base/random'
import type { PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { newNodeId } from '../../core/doc/new-id'
import type { ParamValues } from '../../core/nodedef/params'
import { below } from './pick'
import { allNodes } from './random-graph'

/** Inclusive ranges. */
export interface GeneratorSize {
  readonly channels: readonly [number, number]
  /** Sides of the first map, in pixels. */
  readonly side: readonly [number, number]
  readonly blocks: readonly [number, number]
  /** No map grows beyond this side. */
  readonly largest: number
}

/** Runs in milliseconds. */
export const SMALL: GeneratorSize = { channels: [1, 9], side: [2, 5], blocks: [1, 3], largest: 16 }
/** Large enough that tiled convolutions pay. */
export const WIDE: GeneratorSize = { channels: [16, 64], side: [5, 8], blocks: [2, 3], largest: 32 }

/** What building needs: nodes are added through `put`, which returns the node's first output. */
export interface Sketch {
  readonly random: Random
  readonly size: GeneratorSize
  put(type: string, params: ParamValues, from?: Readonly<Record<string, PortRef>>): PortRef
  dims(port: PortRef): readonly number[]
}

export function createSketch(editor: Editor, random: Random, size: GeneratorSize): Sketch {
  return {
    random,
    size,
    put(type, params, from = {}) {
      const definition = required(allNodes.get(type), type)
      const id = newNodeId(editor.document.nodes, type)
      const links = Object.entries(from).map(([port, source]) => ({
        id: linkId(`${id}-${port}`),
        from: source,
        to: { node: id, port },
      }))
      const position = { x: 40 * editor.document.nodes.size, y: below(random, 500) }
      const node = { id, type, version: definition.version, position, params }
      const added = editor.dispatch({ type: 'node/add', nodes: [node], links })
      assert(added.ok, `a random ${type} can be added`)
      const [problem] = editor.inference.node(id)?.diagnostics ?? []
      assert(!problem, `a random ${type} is sound: ${problem?.message ?? ''}`)
      return { node: id, port: required(Object.keys(definition.outputs)[0], `an output of ${type}`) }
    },
    // The batch has a name until it runs; nothing here asks for it.
    dims: (port) => required(editor.inference.typeOf(port), port.node).dims.map(Number),
  }
}

export function between([low, high]: readonly [number, number], random: Random): number {
  return low + below(random, high - low + 1)
}
