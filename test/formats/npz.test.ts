import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../../core/base/utf8'
import { writeZip } from '../../core/file/zip'
import { tensor } from '../../core/tensor/tensor'
import { writeNpy } from '../../core/weights/npy'
import { readNpz } from '../../core/weights/npz'
import { fixture } from '../helpers/fixture'
import { codesOf, printed, valueOf } from '../helpers/result'

test.each(['stored', 'deflated'])('reads what numpy wrote: %s', (name) => {
  const { tensors, metadata } = valueOf(readNpz(fixture(`numpy/${name}.npz`)))
  expect([...tensors]).toEqual([
    ['w', { dims: [2, 3, 4], data: new Float32Array(Array.from({ length: 24 }, (_, i) => i)) }],
    ['layer/bias', { dims: [2], data: new Float32Array([1, 2]) }],
  ])
  expect(metadata.size).toBe(0)
})

describe('refuses', () => {
  const array = writeNpy(tensor([2], new Float32Array([1, 2])))
  const npz = (entries: Record<string, Uint8Array>) =>
    readNpz(writeZip(Object.entries(entries).map(([name, data]) => ({ name, data, compress: true }))))

  test('what is no array, or could not be saved again', () => {
    expect(codesOf(npz({ 'readme.txt': encodeUtf8('x') }))).toEqual(['npz/not-an-array'])
    expect(codesOf(npz({ '__metadata__.npy': array }))).toEqual(['npz/reserved-name'])
    expect(codesOf(readNpz(fixture('numpy/f4.npy')))).toEqual(['zip/not-zip'])
  })

  test('and names every broken array and the place in it', () => {
    const result = npz({
      'good.npy': array,
      'G/cut.npy': array.slice(0, -1),
      'G/object.npy': fixture('numpy/object.npy'),
    })
    expect(printed(result).join('\n')).toMatchInlineSnapshot(`
      "error: G/cut.npy: byte 128: Shape [2] of "<f4" takes 8 bytes, but 7 bytes follow the header. [npy/size-mismatch]
      error: G/object.npy: byte 10: The array holds Python objects (pickle), which can run code when they are read, so it is not opened. Save it as numbers: array.astype('float32'). [npy/object-dtype]"
    `)
  })
})
