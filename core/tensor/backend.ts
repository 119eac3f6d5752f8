/** What runs a model: WebGPU on a graphics device, or WASM on the processor. */
export type Backend = 'webgpu' | 'wasm'
