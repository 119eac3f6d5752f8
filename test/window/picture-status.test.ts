import { describe, expect, test } from 'vitest'
import { error, warning } from '../../core/diagnostic/diagnostic'
import type { LiveState } from '../../renderer/engine/live'
import { START } from '../../renderer/engine/live-state'
import { pictureStatus } from '../../renderer/panels/picture-status'

const idle: LiveState = { ...START, status: 'idle', backend: 'wasm' }
const wrong = error('adain/style-width', { kind: 'graph' }, 'Too few styles.')
const loose = warning('graph/input-missing', { kind: 'graph' }, 'Nothing on x.')

describe('what the picture panel says', () => {
  test.each<[string, Partial<LiveState>, boolean, boolean, string]>([
    ['at the start', { status: 'starting' }, true, false, 'starting: Starting the engine…'],
    ['while it runs', { status: 'running', diagnostics: [wrong] }, true, true, 'running: Running…'],
    ['when all is well', { diagnostics: [loose] }, true, true, 'idle: Up to date'],
    ['when some outputs failed', { diagnostics: [wrong] }, true, true, 'failed: Last good picture'],
    ['when the first run failed', { status: 'failed' }, true, false, 'failed: No picture'],
    [
      'without an output',
      { status: 'failed', diagnostics: [wrong] },
      false,
      false,
      'waiting: Nothing to show yet',
    ],
    ['when the user stopped it', { status: 'stopped' }, true, true, 'stopped: Stopped until the next edit'],
    ['when the engine is gone', { problem: 'It stopped.' }, false, true, 'failed: It stopped.'],
  ])('%s', (_when, change, hasOutput, hasPicture, expected) => {
    const { tone, words } = pictureStatus({ ...idle, ...change }, hasOutput, hasPicture)
    expect(`${tone}: ${words}`).toBe(expected)
  })
})
