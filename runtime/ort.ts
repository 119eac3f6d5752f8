/**
 * The one place that touches onnxruntime's types. Which build is loaded is the caller's choice:
 * `onnxruntime-web/webgpu` in a worker, `onnxruntime-web` in Node.
 */
export type Ort = typeof import('onnxruntime-web')
export type OrtSession = import('onnxruntime-web').InferenceSession
