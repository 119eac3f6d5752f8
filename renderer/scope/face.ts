/** What stands on a block's face, as commands. */
import type { Command } from '../../core/doc/commands/index'
import type { BlockRecord, NodeRecord, PromotedParam } from '../../core/doc/document'

/** The knob that sets this parameter, if one on the face does. */
export function knobOf(block: BlockRecord, node: NodeRecord['id'], param: string): PromotedParam | undefined {
  return block.params.find(({ targets }) =>
    targets.some((target) => target.node === node && target.param === param),
  )
}

/** Puts a parameter on the face under its own name, or one with a number when that is taken. */
export function promoteCommand(block: BlockRecord, node: NodeRecord, param: string, label: string): Command {
  const taken = new Set(block.params.map(({ key }) => key))
  let key = param
  for (let number = 2; taken.has(key); number++) key = `${param}${number}`
  const knob = { key, label, targets: [{ node: node.id, param }] }
  return { type: 'block/promote', block: block.id, params: [...block.params, knob] }
}

/** Takes a parameter off the face; a knob that sets others too goes on setting those. */
export function demoteCommand(block: BlockRecord, node: NodeRecord['id'], param: string): Command {
  const params = block.params
    .map((knob) => ({
      ...knob,
      targets: knob.targets.filter((target) => target.node !== node || target.param !== param),
    }))
    .filter(({ targets }) => targets.length > 0)
  return { type: 'block/promote', block: block.id, params }
}

export function renameKnob(block: BlockRecord, key: string, label: string): Command {
  const params = block.params.map((knob) => (knob.key === key ? { ...knob, label } : knob))
  return { type: 'block/promote', block: block.id, params }
}

export function removeKnob(block: BlockRecord, key: string): Command {
  return { type: 'block/promote', block: block.id, params: block.params.filter((knob) => knob.key !== key) }
}

/** One place up on the face. */
export function raiseKnob(block: BlockRecord, key: string): Command {
  const params = [...block.params]
  const at = params.findIndex((knob) => knob.key === key)
  const [knob] = at > 0 ? params.splice(at, 1) : []
  if (knob) params.splice(at - 1, 0, knob)
  return { type: 'block/promote', block: block.id, params }
}
