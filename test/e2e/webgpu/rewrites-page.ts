/**
 * Runs in Chromium: stacks of layers on WebGPU, as they are written and rewritten. The spec beside this folder calls
 * `window.rewriteChecks` and asserts what it returns.
 */
import * as ort from 'onnxruntime-web/webgpu'
import { required } from '../../../core/base/assert'
import type { Compiled } from '../../../core/compile/compile'
import { builtInCosts, type Costs } from '../../../core/compile/rewrites/costs'
import { applyRewrites } from '../../../core/compile/rewrites/index'
import { dumpIr } from '../../../core/onnx/dump'
import { createExecutor } from '../../../runtime/executor'
import { rangeError } from '../../helpers/close-values'
import { compileChain, type ChainStep } from '../../helpers/layer-chain'
import { runModel } from '../../helpers/run-model'

const executor = createExecutor(ort, { backend: 'webgpu', threads: 1 })

const ANY: Costs = { ...builtInCosts('webgpu'), conv: 1e9, convTranspose: 1e9 }
/** Costs under which each form is the cheapest, however small the layer is. */
const FORMS: Readonly<Record<string, Costs>> = {
  'as built in': builtInCosts('webgpu'),
  'few weights': { ...ANY, weight: 1e6 },
  'few products': { ...ANY, weight: 0, matMul: 1e4 },
  'one transposed conv': { ...builtInCosts('webgpu'), conv: 1e6, result: 1e9 },
}

const BIASED = { filters: 5 }
const STACKS: readonly (readonly ChainStep[])[] = [
  [{ type: 'conv/conv2d', params: BIASED }],
  [{ type: 'conv/upsample' }, { type: 'conv/conv2d', params: BIASED }],
  [{ type: 'conv/up-conv', params: BIASED }],
  [
    { type: 'conv/up-conv', params: { filters: 4, bias: false } },
    { type: 'conv/blur' },
    { type: 'noise/inject', noise: { width: 10, height: 14 } },
    { type: 'arithmetic/bias' },
    { type: 'activation/leaky-relu' },
  ],
  [
    { type: 'conv/conv2d', params: { filters: 4, bias: false } },
    { type: 'noise/inject', noise: { width: 5, height: 7 }, constant: 0 },
    { type: 'arithmetic/bias' },
  ],
]

export interface RewriteCheck {
  readonly name: string
  /** False: the rewrites changed nothing. */
  readonly changed: boolean
  /** Largest difference as a part of the range; Infinity when a run failed. */
  readonly max: number
  readonly problem: string | null
}

export interface RewriteChecks {
  /** Every stack in every form against itself as it is written. */
  forms(): Promise<RewriteCheck[]>
  /** Every stack in half precision; null where the adapter has none. */
  halves(): Promise<RewriteCheck[] | null>
}

declare global {
  interface Window {
    rewriteChecks: RewriteChecks
  }
}

async function check(
  name: string,
  plain: Compiled,
  options: { readonly costs?: Costs; readonly halfPrecision?: boolean },
): Promise<RewriteCheck> {
  const ir = applyRewrites(plain.ir, { target: 'webgpu', ...options })
  const changed = ir !== plain.ir
  const expected = await runModel(executor, plain)
  const actual = await runModel(executor, { ...plain, ir, key: `${dumpIr(ir)} ${plain.key}` })
  if (!expected.ok) return { name, changed, max: Infinity, problem: expected.error }
  if (!actual.ok) return { name, changed, max: Infinity, problem: actual.error }
  let max = 0
  for (const [output, value] of expected.value) {
    const error = rangeError(required(actual.value.get(output), output), value)
    if (error.problem !== null) return { name, changed, max: Infinity, problem: error.problem }
    max = error.max <= max ? max : error.max
  }
  return { name, changed, max, problem: null }
}

function stacks(): [string, Compiled][] {
  return STACKS.map((steps, seed) => [
    steps.map(({ type }) => type).join(', '),
    compileChain([1, 6, 7, 5], steps, seed),
  ])
}

window.rewriteChecks = {
  async forms() {
    const checks: RewriteCheck[] = []
    for (const [name, plain] of stacks())
      for (const [form, costs] of Object.entries(FORMS))
        checks.push(await check(`${form}: ${name}`, plain, { costs }))
    return checks
  },
  async halves() {
    const adapter = await navigator.gpu.requestAdapter()
    if (!adapter?.features.has('shader-f16')) return null
    const checks: RewriteCheck[] = []
    for (const [name, plain] of stacks()) checks.push(await check(name, plain, { halfPrecision: true }))
    return checks
  },
}
