/** Why convolutions cannot run in half precision here, in words for the user; null when they can. */
export async function halfPrecisionProblem(
  navigator: Pick<Navigator, 'gpu'> | object,
): Promise<string | null> {
  if (!('gpu' in navigator)) return 'This browser offers no WebGPU.'
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return 'No graphics adapter was found for WebGPU.'
  return adapter.features.has('shader-f16')
    ? null
    : 'This graphics adapter cannot compute with half precision.'
}
