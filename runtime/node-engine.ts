import * as ort from 'onnxruntime-web'
import { createEngine, type Engine, type EngineOptions } from './engine'

/** The engine inside a Node process: WASM, in the same thread. */
export function createNodeEngine(options: Pick<EngineOptions, 'registry' | 'store' | 'threads'>): Engine {
  const webgpuProblem = (): Promise<string> => Promise.resolve('there is no WebGPU on the command line')
  return createEngine({ ort, ...options, backend: 'wasm', webgpuProblem })
}
