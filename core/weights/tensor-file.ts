import type { Tensor } from '../tensor/tensor'

/** What every weight file is to the rest of the project, whatever its format. */
export interface TensorFile {
  /** By the name the file gives them, in the file's order. */
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly metadata: ReadonlyMap<string, string>
}
