import type * as ort from 'onnxruntime-web'

/**
 * onnxruntime as the runtime sees it. Which build is loaded is the caller's choice: `onnxruntime-web/webgpu` in a
 * worker, `onnxruntime-web` in Node.
 */
export type Ort = typeof ort
export type OrtSession = ort.InferenceSession
