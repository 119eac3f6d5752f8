import { expect, test } from 'vitest'
import { createBackendChoice } from '../../runtime/backend-choice'

const WASM = (fallback: string | null): object => ({ backend: 'wasm', fallback })
const WEBGPU = { backend: 'webgpu', fallback: null }

test.each([
  ['auto', null, null, WEBGPU],
  ['auto', 'no adapter', null, WASM('no adapter')],
  ['auto', null, 'slower', WASM('slower')],
  ['webgpu', null, 'slower', WEBGPU],
  ['webgpu', 'no adapter', null, WASM('no adapter')],
  ['wasm', null, null, WASM(null)],
] as const)('%s with problem %s and drawback %s', async (wanted, problem, drawback, expected) => {
  const choice = createBackendChoice({
    webgpuProblem: () => Promise.resolve(problem),
    webgpuDrawback: () => Promise.resolve(drawback),
  })
  expect(await choice.choose(wanted)).toEqual(expected)
})

test('the probe is asked once, for auto alone, and again when the user chose anew', async () => {
  let asked = 0
  const choice = createBackendChoice({
    webgpuProblem: () => Promise.resolve(null),
    webgpuDrawback: () => Promise.resolve(asked++ === 0 ? 'slower' : null),
  })
  await choice.choose('webgpu')
  await choice.choose('wasm')
  expect(asked).toBe(0)
  expect(await choice.choose('auto')).toEqual(WASM('slower'))
  expect(await choice.choose('auto')).toEqual(WASM('slower'))
  expect(asked).toBe(1)
  choice.forget()
  expect(await choice.choose('auto')).toEqual(WEBGPU)
  expect(asked).toBe(2)
})

test('given up, WebGPU is taken only by name, until the user chose anew', async () => {
  const choice = createBackendChoice({
    webgpuProblem: () => Promise.resolve(null),
    webgpuDrawback: () => Promise.resolve(null),
  })
  choice.giveUp('the graphics device was lost')
  expect(await choice.choose('auto')).toEqual(WASM('the graphics device was lost'))
  expect(await choice.choose('webgpu')).toEqual(WEBGPU)
  choice.forget()
  expect(await choice.choose('auto')).toEqual(WEBGPU)
})
