import { words } from '../text/words'

/** Why convolutions cannot run in half precision here, in words for the user; null when they can. */
export async function halfPrecisionProblem(
  navigator: Pick<Navigator, 'gpu'> | object,
): Promise<string | null> {
  if (!('gpu' in navigator)) return words.engine.noWebgpu
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return words.engine.noAdapter
  return adapter.features.has('shader-f16') ? null : words.engine.noHalf
}
