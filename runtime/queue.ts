/**
 * Runs tasks strictly one after another. onnxruntime's WebGPU provider breaks for good when two sessions are
 * created at once or two runs overlap, so create, run and release all go through one queue.
 */
export interface Queue {
  run<T>(task: () => Promise<T>): Promise<T>
}

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(task) {
      const next = last.then(task, task)
      // A failed task is its caller's business; the queue goes on.
      last = next.catch(() => undefined)
      return next
    },
  }
}
