import { expect, test } from 'vitest'
import type { EngineSettings } from '../../core/contract/engine-types'
import {
  createEngineSettings,
  RESULT_BUDGETS,
  type EngineSettingsStore,
} from '../../renderer/state/engine-settings'
import { halfPrecisionProblem } from '../../renderer/state/half-precision'

/** A window with nothing but an address and a storage. */
function fakeWindow(search = '', stored: Record<string, string> = {}): Window {
  const localStorage = {
    getItem: (key: string) => stored[key] ?? null,
    setItem: (key: string, value: string) => void (stored[key] = value),
  }
  return { location: { search }, localStorage } as unknown as Window
}

function open(window: Window): { settings: EngineSettingsStore; configured: Partial<EngineSettings>[] } {
  const configured: Partial<EngineSettings>[] = []
  const settings = createEngineSettings({ configure: (change) => void configured.push(change) }, window)
  return { settings, configured }
}

test('defaults are not sent: the engine has them already', () => {
  expect(open(fakeWindow()).configured).toEqual([])
})

test('choices are applied, remembered, and sent in one piece at the next start', () => {
  const window = fakeWindow()
  const { settings, configured } = open(window)
  settings.chooseBackend('wasm')
  settings.chooseResultBudget(128 * 2 ** 20)
  settings.chooseHalfPrecision(true)
  const all = { backend: 'wasm', resultBudget: 128 * 2 ** 20, halfPrecision: true }
  expect(Object.assign({}, ...configured)).toEqual(all)
  const next = open(window)
  expect(next.configured).toEqual([all])
  expect(next.settings.resultBudget.value).toBe(128 * 2 ** 20)
})

test('the address counts for this window only', () => {
  const stored: Record<string, string> = {}
  expect(open(fakeWindow('?backend=wasm', stored)).configured).toEqual([{ backend: 'wasm' }])
  expect(stored).toEqual({})
})

test('what was stored by somebody else is not believed', () => {
  const stored = {
    'styleloom.result-budget': '1e99',
    'styleloom.backend': 'cuda',
    'styleloom.half-precision': 'yes',
  }
  expect(open(fakeWindow('', stored)).configured).toEqual([])
})

test('budgets can be chosen from 128 MiB to 4 GiB', () => {
  expect([RESULT_BUDGETS[0], RESULT_BUDGETS.at(-1)]).toEqual([128 * 2 ** 20, 4 * 2 ** 30])
})

test.each<[string, object, string | null]>([
  ['no WebGPU', {}, 'This browser offers no WebGPU.'],
  [
    'no adapter',
    { gpu: { requestAdapter: () => Promise.resolve(null) } },
    'No graphics adapter was found for WebGPU.',
  ],
  [
    'an adapter without it',
    { gpu: { requestAdapter: () => Promise.resolve({ features: new Set() }) } },
    'This graphics adapter cannot compute with half precision.',
  ],
  [
    'one with it',
    { gpu: { requestAdapter: () => Promise.resolve({ features: new Set(['shader-f16']) }) } },
    null,
  ],
])('half precision: %s', async (_what, navigator, expected) => {
  expect(await halfPrecisionProblem(navigator)).toBe(expected)
})
