/** Single nodes that stand between two ends which do not fit. */
import type { NodeDefinition } from '../../nodedef/define-node'
import type { ParamValues } from '../../nodedef/params'
import type { Registry } from '../../nodedef/registry'
import { isKnown, type WireType } from '../../tensor/wire-type'
import { portProblem } from '../infer-node'
import { changedParams, solveParams } from './solve-params'
import { withArticle } from './words'

export interface Bridge {
  readonly definition: NodeDefinition
  readonly params: ParamValues
  readonly input: string
  readonly output: string
  /** `a 1 × 1 conv with 32 filters`. */
  readonly words: string
}

interface Preferred {
  readonly type: string
  /** The only parameters that may differ from `start`. */
  readonly keys?: readonly string[]
  readonly start?: (from: WireType, goal: WireType) => ParamValues
  readonly words?: (params: ParamValues) => string
}

/** What people of the field reach for first; any other node type that fits comes after these. */
const PREFERRED: readonly Preferred[] = [
  {
    type: 'style/affine',
    keys: ['channels'],
    words: (params) => `an affine${numberOf(params, 'channels', ' of ', ' channels')}`,
  },
  { type: 'conv/to-rgb' },
  {
    type: 'conv/conv2d',
    keys: ['filters'],
    start: () => ({ kernel: 1 }),
    words: (params) => `a 1 × 1 conv${numberOf(params, 'filters', ' with ', ' filters')}`,
  },
  { type: 'conv/upsample', words: (params) => `an upsample${numberOf(params, 'factor', ' × ') || ' × 2'}` },
  {
    type: 'conv/average-pool',
    keys: [],
    start: (from, goal) => shrinkBy(from.dims[2], goal.dims[2]),
    words: (params) => `an average pool${numberOf(params, 'size', ' ÷ ') || ' ÷ 2'}`,
  },
  { type: 'mapping/mlp', keys: ['width'] },
]

/** Node types that take `from` and, with the right whole numbers, give one of `goals`. The best come first. */
export function* findBridges(
  from: WireType,
  goals: readonly WireType[],
  registry: Registry,
): Generator<Bridge> {
  const named = new Set(PREFERRED.map(({ type }) => type))
  const rest = registry.all.filter(({ type }) => !named.has(type)).map(({ type }): Preferred => ({ type }))
  for (const { type, keys, start, words } of [...PREFERRED, ...rest]) {
    const definition = registry.get(type)
    if (!definition) continue
    for (const goal of goals) {
      const ports = throughPorts(definition, from, goal)
      if (!ports) continue
      const [input, output] = ports
      const begin = start?.(from, goal) ?? {}
      const params = solveParams(definition, begin, new Map([[input, from]]), output, goal, registry, keys)
      if (!params) continue
      yield { definition, params, input, output, words: words?.(params) ?? describe(definition, params) }
      break
    }
  }
}

/** The only input that must be connected, and an output of the wanted kind. */
function throughPorts(
  definition: NodeDefinition,
  from: WireType,
  goal: WireType,
): readonly [string, string] | undefined {
  const needed = Object.entries(definition.inputs).filter(([, { optional }]) => !optional)
  const [input] = needed
  if (!input || needed.length > 1 || portProblem(input[1], from)) return undefined
  const output = Object.entries(definition.outputs).find(([, { kinds }]) => kinds.includes(goal.kind))
  return output && [input[0], output[0]]
}

function describe(definition: NodeDefinition, params: ParamValues): string {
  const set = changedParams(definition, {}, params).map(
    (key) => `${definition.params[key]?.label ?? key}${numberOf(params, key, ' ')}`,
  )
  return `${withArticle(definition)}${set.length > 0 ? ` with ${set.join(' and ')}` : ''}`
}

/** The number between two words, or nothing when it has its default. */
function numberOf(params: ParamValues, key: string, before: string, after = ''): string {
  const value = params[key]
  return typeof value === 'number' ? `${before}${value}${after}` : ''
}

function shrinkBy(
  from: WireType['dims'][number] | undefined,
  to: WireType['dims'][number] | undefined,
): ParamValues {
  if (!isKnown(from) || !isKnown(to) || to === 0 || from % to !== 0) return {}
  return { size: from / to, stride: from / to }
}
