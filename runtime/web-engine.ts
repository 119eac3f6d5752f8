import { describeAdapter, type GraphicsAdapter } from './adapter'
import { createEngine, type Engine, type EngineOptions } from './engine'
import { watchHeap } from './heap'
import type { Ort } from './ort'

/**
 * The engine inside a dedicated worker. onnxruntime is imported dynamically so that it lives in a chunk of its own:
 * its WASM threads load that chunk again, and in the worker's own chunk they would hang.
 */
export async function createWebEngine(
  options: Pick<EngineOptions, 'registry' | 'store' | 'settings' | 'standIns'>,
): Promise<Engine> {
  const heapBytes = watchHeap()
  const ort: Ort = await import('onnxruntime-web/webgpu')
  const ofThisRealm = { webgpuProblem, adapter, halfPrecisionProblem, heapBytes }
  return createEngine({ ort, ...options, ...ofThisRealm, threads: threadCount() })
}

/** Threads need shared memory, which a page only has when it is cross-origin isolated. */
function threadCount(): number {
  return self.crossOriginIsolated ? Math.max(1, Math.min(8, navigator.hardwareConcurrency)) : 1
}

/** Why the graphics adapter cannot compute in float16, or null when it can. */
async function halfPrecisionProblem(): Promise<string | null> {
  const found = await requestAdapter()
  if (!found) return 'no graphics adapter was found'
  return found.features.has('shader-f16') ? null : 'this graphics adapter cannot compute in float16'
}

/** Why WebGPU cannot be used here, or null when it can. */
async function webgpuProblem(): Promise<string | null> {
  if (!('gpu' in navigator)) return 'this browser offers no WebGPU'
  return (await requestAdapter()) ? null : 'no graphics adapter was found for WebGPU'
}

async function adapter(): Promise<GraphicsAdapter | null> {
  const found = 'gpu' in navigator ? await requestAdapter() : null
  return found && describeAdapter(found.info)
}

/** The one that onnxruntime asks for, too. */
function requestAdapter(): Promise<GPUAdapter | null> {
  return navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
}
