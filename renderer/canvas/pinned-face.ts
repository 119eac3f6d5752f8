import type { NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { withDefaults, type ParamSpec, type ParamValue } from '../../core/nodedef/params'
import { words } from '../text/words'
import type { NumberScale } from '../widgets/number-scale'
import { scaleOf } from '../widgets/numeric-spec'

/** A parameter on the node's face, as it is drawn. */
export interface PinnedFace {
  readonly key: string
  readonly label: string
  readonly spec: ParamSpec
  readonly value: ParamValue
  /** The value as it reads, with its unit. */
  readonly text: string
  /** 0 to 1 for a number with a slider, else null. */
  readonly fill: number | null
}

/** The pinned parameters that the node type has and, with the present values, shows. */
export function describePinned(record: NodeRecord, definition: NodeDefinition): readonly PinnedFace[] {
  // What was put on a block's face is there on every instance.
  const pinned = definition.role === 'block' ? Object.keys(definition.params) : record.pinned
  if (!pinned || pinned.length === 0) return NONE
  const values = withDefaults(definition.params, record.params)
  return pinned.flatMap((key): PinnedFace[] => {
    const spec = Object.hasOwn(definition.params, key) ? definition.params[key] : undefined
    if (!spec || definition.visible?.[key]?.(values) === false) return []
    const value = values[key] ?? null
    const scale = scaleOf(spec)
    return [
      {
        key,
        label: spec.label ?? key,
        spec,
        value,
        text: textOf(spec, value, scale),
        fill: scale?.hasSlider && typeof value === 'number' ? scale.toPosition(value) : null,
      },
    ]
  })
}

const NONE: readonly PinnedFace[] = []

function textOf(spec: ParamSpec, value: ParamValue, scale: NumberScale | null): string {
  if (scale && typeof value === 'number') {
    const unit = 'unit' in spec && spec.unit !== undefined ? ` ${spec.unit}` : ''
    return scale.format(value) + unit
  }
  if (typeof value === 'boolean') return value ? words.params.on : words.params.off
  if (spec.kind === 'choice' && typeof value === 'string') return spec.options[value] ?? value
  if (typeof value === 'object') return value?.name ?? words.params.noPicture
  return value === '' ? words.params.noText : String(value)
}
