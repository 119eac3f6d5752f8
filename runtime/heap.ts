/**
 * How large onnxruntime's WASM memory is. It only ever grows, and onnxruntime does not tell its size, so the memories
 * made in this realm from now on are watched; call it before onnxruntime's first session.
 */
export function watchHeap(): () => number {
  const memories: WebAssembly.Memory[] = []
  const { Memory } = WebAssembly
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor)
      memories.push(this)
    }
  }
  return () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
}
