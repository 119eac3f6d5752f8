import * as ort from 'onnxruntime-web'
import { createEngine, type Engine, type EngineOptions } from './engine'

/** Of the onnxruntime that this engine runs on. */
export const runtimeVersion = ort.env.versions.common

/** The engine inside a Node process: WASM, in the same thread. */
export function createNodeEngine({
  settings,
  ...options
}: Pick<EngineOptions, 'registry' | 'store' | 'threads' | 'settings' | 'rewrites' | 'standIns'>): Engine {
  const webgpuProblem = (): Promise<string> => Promise.resolve('there is no WebGPU on the command line')
  return createEngine({ ort, ...options, settings: { ...settings, backend: 'wasm' }, webgpuProblem })
}
