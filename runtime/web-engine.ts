import { createEngine, type Engine, type EngineOptions } from './engine'
import type { Ort } from './ort'

/**
 * The engine inside a dedicated worker. onnxruntime is imported dynamically so that it lives in a chunk of its own:
 * its WASM threads load that chunk again, and in the worker's own chunk they would hang.
 */
export async function createWebEngine(
  options: Pick<EngineOptions, 'registry' | 'store' | 'settings'>,
): Promise<Engine> {
  const ort: Ort = await import('onnxruntime-web/webgpu')
  return createEngine({ ort, ...options, threads: threadCount(), webgpuProblem })
}

/** Threads need shared memory, which a page only has when it is cross-origin isolated. */
function threadCount(): number {
  return self.crossOriginIsolated ? Math.max(1, Math.min(8, navigator.hardwareConcurrency)) : 1
}

/** Why WebGPU is of no use here: none offered, or only one that runs in software, which WASM beats by far. */
async function webgpuProblem(): Promise<string | null> {
  if (!('gpu' in navigator)) return 'this browser offers no WebGPU'
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return 'no graphics adapter was found for WebGPU'
  if (adapter.info.isFallbackAdapter) return 'the only WebGPU adapter runs in software'
  return null
}
