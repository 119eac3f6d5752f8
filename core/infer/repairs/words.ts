import type { Document, NodeRecord } from '../../doc/document'
import type { NodeDefinition } from '../../nodedef/define-node'
import { withDefaults, type ParamSpec, type ParamValue, type ParamValues } from '../../nodedef/params'
import type { Registry } from '../../nodedef/registry'

/** A node as a sentence names it: its own title, `the affine` when there is only one, or its id. */
export function nameNode({ id, type, title }: NodeRecord, document: Document, registry: Registry): string {
  if (title !== undefined && title.trim() !== '') return title
  const definition = registry.get(type)
  const alike = [...document.nodes.values()].filter((other) => other.type === type)
  return definition && alike.length === 1 ? `the ${midSentence(definition.title)}` : id
}

/** `an affine`, `a Conv 2D`. */
export function withArticle(definition: NodeDefinition): string {
  const noun = midSentence(definition.title)
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}

/** `channels to 256 and layer to 3`. */
export function nameChanges(
  definition: NodeDefinition,
  keys: readonly string[],
  params: ParamValues,
): string {
  const values = withDefaults(definition.params, params)
  const parts = keys.map((key) => {
    const spec = definition.params[key]
    return `${spec?.label ?? key} to ${spec ? nameValue(spec, values[key] ?? null) : ''}`
  })
  return parts.join(' and ')
}

export function nameValue(spec: ParamSpec, value: ParamValue): string {
  if (spec.kind === 'choice' && typeof value === 'string') return `“${spec.options[value] ?? value}”`
  if (spec.kind === 'bool') return value === true ? 'on' : 'off'
  if (typeof value === 'string') return `“${value}”`
  return typeof value === 'number' ? String(value) : 'none'
}

/** Titles start with a capital; names such as AdaIN, Conv 2D and To RGB keep theirs. */
function midSentence(title: string): string {
  return /[A-Z]/.test(title.slice(1)) ? title : title.charAt(0).toLowerCase() + title.slice(1)
}
