import type { RunFailure } from './executor'
import type { Ort } from './ort'

/** The loss is told apart from the failures it causes, and may come a moment after them. */
const LOSS_WAIT_MS = 100

/** Why WebGPU could not do its work, in the user's words: lost, out of memory, or what it said itself. */
export async function webgpuFailureWords(ort: Ort, { message }: RunFailure): Promise<string> {
  const loss = await lossOf(ort)
  if (loss !== null) return `the graphics device was lost${loss === '' ? '' : ` (${loss})`}`
  if (/out of memory|OutOfMemory|bad_alloc|allocation (failed|size)/i.test(message))
    return 'the graphics device ran out of memory'
  return `WebGPU failed: ${message}`
}

/** What the browser says of the loss of the device onnxruntime uses; null when it is alive or was never there. */
async function lossOf(ort: Ort): Promise<string | null> {
  const device: unknown = await ort.env.webgpu.device
  if (!isDevice(device)) return null
  const alive = new Promise<null>((tell) => setTimeout(() => tell(null), LOSS_WAIT_MS))
  const info = await Promise.race([device.lost, alive])
  return info === null ? null : sentence(info.message || info.reason)
}

function sentence(text: string): string {
  return text.trim().replace(/\.$/, '')
}

/** As much of a `GPUDevice` as is asked here. */
interface LosableDevice {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>
}

function isDevice(value: unknown): value is LosableDevice {
  return typeof value === 'object' && value !== null && 'lost' in value && value.lost instanceof Promise
}
