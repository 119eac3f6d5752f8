import type { Backend } from '../../../core/tensor/backend'

const backends: Readonly<Record<Backend, string>> = { webgpu: 'WebGPU', wasm: 'WASM' }

/** The engine and its mishaps. A reason is the end of a sentence of this table. */
export const engine = {
  backends,
  restarted: (reason: string) => `The engine was restarted: ${reason}.`,
  halted: (reason: string) => `The engine was restarted twice and stopped each time: ${reason}.`,
  haltedStep: 'Your graph is safe and can be saved. Make it smaller, then choose Run, Restart Engine.',
  stopped: (reason: string) => `The engine stopped: ${reason}.`,
  lost: 'the engine was lost',
  outOfMemory: 'it ran out of memory',
  unexpectedly: 'it stopped unexpectedly',
  unexpectedlyWith: (message: string) => `it stopped unexpectedly (${message})`,
  silent: (seconds: number) => `it did not answer for ${seconds} seconds`,
  wasReplaced: 'it was replaced',
  wasRestarted: 'it was restarted',
  noWebgpu: 'This browser offers no WebGPU.',
  noAdapter: 'No graphics adapter was found for WebGPU.',
  noHalf: 'This graphics adapter cannot compute with half precision.',
}
