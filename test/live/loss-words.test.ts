import { expect, test } from 'vitest'
import { lossWords, silenceWords } from '../../renderer/engine/loss-words'
import { isFatal } from '../../runtime/fatal'

test.each([
  ['', 'it stopped unexpectedly'],
  ['Uncaught RangeError: Array buffer allocation failed', 'it ran out of memory'],
  ['std::bad_alloc', 'it ran out of memory'],
  [
    'Uncaught TypeError: x is not a function',
    'it stopped unexpectedly (Uncaught TypeError: x is not a function)',
  ],
])('"%s": %s', (message, words) => {
  expect(lossWords(message)).toBe(words)
})

test('silence is told in seconds', () => {
  expect(silenceWords(65_004)).toBe('it did not answer for 65 seconds')
})

test.each([
  ['memory access out of bounds', true],
  ['Aborted(OOM). Build with -sASSERTIONS for more info.', true],
  ['RuntimeError: unreachable', true],
  ['Non-zero status code returned while running Conv node. Name:n7 bad_alloc', false],
  ['Got invalid dimensions for input: x', false],
])('"%s" breaks the module for good: %s', (message, fatal) => {
  expect(isFatal(message)).toBe(fatal)
})
