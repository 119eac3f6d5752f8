import type { NodeDefinition } from '../../core/nodedef/define-node'
import { withDefaults, type ParamSpec, type ParamValue, type ParamValues } from '../../core/nodedef/params'
import { words } from '../text/words'
import { formatNumber } from '../ui/format'

const MOST = 3

/**
 * The parameters that tell one node from another of its type, in one line: what was changed first, then the
 * definition's own order, at most three. What stands on the node's face by itself is not said twice.
 */
export function summarizeParams(
  definition: NodeDefinition,
  given: ParamValues,
  onFace: ReadonlySet<string> = new Set(),
): string {
  const values = withDefaults(definition.params, given)
  const shown = Object.entries(definition.params).filter(
    ([key]) => !onFace.has(key) && definition.visible?.[key]?.(values) !== false,
  )
  const changed = shown.filter(([key, spec]) => values[key] !== spec.default)
  const telling = shown.filter((entry) => !changed.includes(entry) && isTelling(entry[1]))
  const picked = new Set([...changed, ...telling].slice(0, MOST))
  return shown
    .filter((entry) => picked.has(entry))
    .map(([key, spec]) => describeParam(spec.label ?? key, spec, values[key] ?? null))
    .filter(Boolean)
    .join(' · ')
}

/** Switches and fine constants at their default say nothing. */
function isTelling(spec: ParamSpec): boolean {
  return (
    (spec.kind === 'int' && spec.max > 8) ||
    spec.kind === 'seed' ||
    (spec.kind === 'float' && spec.live === true)
  )
}

function describeParam(label: string, spec: ParamSpec, value: ParamValue): string {
  switch (spec.kind) {
    case 'int':
    case 'float':
    case 'seed':
      return typeof value === 'number' ? `${label} ${formatNumber(value)}` : ''
    case 'bool':
      return value === true ? label : words.params.not(label)
    case 'choice':
      return typeof value === 'string' ? (spec.options[value] ?? value).toLowerCase() : ''
    case 'text':
      return typeof value === 'string' && value !== '' ? `“${value}”` : ''
    case 'picture':
      return typeof value === 'object' && value !== null
        ? `${value.name} ${value.width} × ${value.height}`
        : ''
  }
}
