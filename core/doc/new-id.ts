import { blockId, linkId, nodeId, type BlockId, type LinkId, type NodeId } from '../base/ids'

/** An id that people can read in files and messages: `conv2d`, `conv2d2`, `conv2d3` for `conv/conv2d`. */
export function newNodeId(taken: { has(id: NodeId): boolean }, type: string): NodeId {
  const base = type.slice(type.indexOf('/') + 1).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9_.-]+/g, '') || 'node'
  let id = nodeId(base)
  for (let number = 2; taken.has(id); number++) id = nodeId(`${base}${number}`)
  return id
}

/** The id that is wanted, or the same with a number. */
export function freeNodeId(taken: { has(id: NodeId): boolean }, wanted: NodeId): NodeId {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = nodeId(`${wanted}${number}`)
  return id
}

/** `l1`, `l2`, ...: starts behind the count, so that it rarely has to look twice. */
export function newLinkId(taken: { has(id: LinkId): boolean; readonly size: number }): LinkId {
  let number = taken.size + 1
  let id = linkId(`l${number}`)
  while (taken.has(id)) id = linkId(`l${++number}`)
  return id
}

/** Ids are made from titles: `stylegan-resolution`, `stylegan-resolution-2`. */
export function newBlockId(taken: { has(id: BlockId): boolean }, title: string): BlockId {
  const base =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56) || 'block'
  let id = blockId(base)
  for (let number = 2; taken.has(id); number++) id = blockId(`${base}-${number}`)
  return id
}
