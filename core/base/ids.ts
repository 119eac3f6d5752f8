/** Ids are strings with a brand, so a link's id cannot be passed where a node's is wanted. */
declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type NodeId = Branded<'NodeId'>
export type LinkId = Branded<'LinkId'>
/** Lower-case letters, digits and hyphens: `resolution` in the node type `block/resolution`. */
export type BlockId = Branded<'BlockId'>
/** Lower-case hex SHA-256 of a blob's bytes. */
export type Sha256 = Branded<'Sha256'>

/** Letters, digits and `_ . - /`; starts with a letter or digit. `64x64/Conv1` and `noise0` are node ids. */
const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_./-]{0,127}$/
const BLOCK_PATTERN = /^[a-z0-9][a-z0-9-]{0,63}$/
const SHA_PATTERN = /^[0-9a-f]{64}$/

export function isId(text: string): boolean {
  return ID_PATTERN.test(text)
}

export function isSha256(text: string): text is Sha256 {
  return SHA_PATTERN.test(text)
}

export function nodeId(text: string): NodeId {
  return text as NodeId
}

export function linkId(text: string): LinkId {
  return text as LinkId
}

export function isBlockId(text: string): text is BlockId {
  return BLOCK_PATTERN.test(text)
}

export function blockId(text: string): BlockId {
  return text as BlockId
}
