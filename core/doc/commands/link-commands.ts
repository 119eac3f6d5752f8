import { isId, type LinkId } from '../../base/ids'
import { error } from '../../diagnostic/diagnostic'
import { checkConnection } from '../../infer/check-connection'
import { findOverfull } from '../block-problems'
import { formatPort, type LinkRecord } from '../document'
import { defineCommand } from './define-command'

/** Connects an output to an input; what was on the input before gives way. */
export interface Connect {
  readonly type: 'link/connect'
  readonly link: LinkRecord
}
export interface Disconnect {
  readonly type: 'link/disconnect'
  readonly links: readonly LinkId[]
}

export const connect = defineCommand<Connect>({
  type: 'link/connect',
  label: ({ link }) => `Connect ${formatPort(link.from)} to ${formatPort(link.to)}`,
  check({ link }, { document, registry, inference }) {
    if (!isId(link.id) || document.links.has(link.id)) {
      return error(
        'document/id-taken',
        { kind: 'link', link: link.id },
        `The wire id ${link.id} cannot be used: it is taken or malformed.`,
      )
    }
    return checkConnection(document, registry, inference, link.from, link.to)
  },
  run({ link }, transaction) {
    transaction.addLink(link)
  },
  checkResult(_, result) {
    const problem = findOverfull(result)
    return problem && error(problem.code, { kind: 'graph' }, problem.message)
  },
})

export const disconnect = defineCommand<Disconnect>({
  type: 'link/disconnect',
  label: ({ links }) => (links.length === 1 ? 'Disconnect a wire' : `Disconnect ${links.length} wires`),
  check({ links }, { document }) {
    const lost = links.find((id) => !document.links.has(id))
    return lost === undefined
      ? null
      : error('document/no-such-link', { kind: 'link', link: lost }, `There is no wire ${lost}.`)
  },
  run({ links }, transaction) {
    for (const id of links) transaction.removeLink(id)
  },
})
