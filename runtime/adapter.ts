/** The graphics adapter that WebGPU would use. */
export interface GraphicsAdapter {
  /** As the browser names it: `nvidia lovelace`. */
  readonly description: string
  /** It computes on the processor, which WASM does far faster. */
  readonly isSoftware: boolean
}

/** The parts of a `GPUAdapterInfo` that say what it is; browsers leave empty what they do not want to tell. */
export interface AdapterInfo {
  readonly vendor: string
  readonly architecture: string
  readonly device: string
  readonly description: string
  readonly isFallbackAdapter?: boolean
}

export function describeAdapter(info: AdapterInfo): GraphicsAdapter {
  const named = info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(' ')
  const isSoftware = info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe/i.test(namesOf(info))
  const description = named === '' ? 'an adapter the browser does not name' : named
  return { description: isSoftware ? `${description} (in software)` : description, isSoftware }
}

function namesOf({ vendor, architecture, device, description }: AdapterInfo): string {
  return [vendor, architecture, device, description].join(' ')
}
