/** Hands the benchmark's questions on to its worker, where the engine runs as it does in the app. */
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

declare global {
  interface Window {
    bench(name: string): Promise<unknown>
  }
}

let last = 0
window.bench = (name) =>
  new Promise((resolve, reject) => {
    const id = ++last
    const onMessage = ({ data }: MessageEvent<{ id: number; value?: unknown; error?: string }>): void => {
      if (data.id !== id) return
      worker.removeEventListener('message', onMessage)
      if (data.error === undefined) resolve(data.value)
      else reject(new Error(data.error))
    }
    worker.addEventListener('message', onMessage)
    worker.addEventListener('error', (event) => reject(new Error(event.message)))
    worker.postMessage({ id, name })
  })
