import * as v from 'valibot'
import { expect, test } from 'vitest'
import { saveOptions } from '../../core/contract/save'

test.each([
  ['weights/w.safetensors', true],
  ['p.png', true],
  ['../w.safetensors', false],
  ['weights/../../w', false],
  ['/etc/passwd', false],
  ['C:\\w', false],
  ['weights\\w', false],
  ['', false],
])('a window may have %j written beside its graph: %s', (path, may) => {
  const companions = [{ path, bytes: new Uint8Array(1) }]
  expect(v.is(saveOptions, { companions, over: false })).toBe(may)
})
