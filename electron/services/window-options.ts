import { LEAST_SIZE, type Placement } from './window-state'

/** Of the ground behind the page, `--canvas` of the window's colours: what shows until the page does. */
export const GROUND = { light: '#f3f4f7', dark: '#14161b' } as const

/** The window's settings: everything that a page could use to get out of its sandbox is off. */
export function windowOptions(preload: string, placement: Placement) {
  return {
    ...placement,
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    show: false,
    title: 'Styleloom',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  } as const
}

/** Chromium's switches. On Linux WebGPU is off for most graphics cards unless asked for, and needs Vulkan. */
export function gpuSwitches(platform: string): readonly (readonly [name: string, value?: string])[] {
  return platform === 'linux' ? [['enable-unsafe-webgpu'], ['enable-features', 'Vulkan']] : []
}
