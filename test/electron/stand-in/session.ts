/** `session`: what pages are granted. Chromium grants a page what these handlers grant, and nothing else. */
import { strict } from './strict'

type Request = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type Check = Parameters<Electron.Session['setPermissionCheckHandler']>[0]
type Filter = (
  details: { readonly url: string },
  answer: (response: { readonly cancel?: boolean }) => void,
) => void

// Electron's names of the permissions that Chromium can be told to grant, with Chromium's own.
const PERMISSIONS = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['storage-access', 'storage-access'],
] as const

let request: Request = null
let check: Check = null
let filter: Filter | null = null

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler: (handler: Request) => void (request = handler),
  setPermissionCheckHandler: (handler: Check) => void (check = handler),
  // No page here has a device that it could ask for.
  setDevicePermissionHandler: () => undefined,
  webRequest: strict('session.webRequest', {
    onBeforeRequest: (listener: Filter | null) => void (filter = listener),
  }),
}) satisfies Partial<Record<keyof Electron.Session, unknown>>

export const session = strict('session', { defaultSession })

/** @param url as the app knows it */
export function mayRequest(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (filter === null) resolve(true)
    else filter({ url }, ({ cancel }) => resolve(cancel !== true))
  })
}

/** Chromium's names of what a page of ours is granted. Electron grants everything where nobody denies it. */
export async function grantedPermissions(origin: string): Promise<readonly string[]> {
  const granted: string[] = []
  for (const [name, chromiums] of PERMISSIONS)
    if ((await requested(name, origin)) && checked(name, origin)) granted.push(chromiums)
  return granted
}

function requested(name: (typeof PERMISSIONS)[number][0], origin: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (request === null) return resolve(true)
    const details = { isMainFrame: true, requestingUrl: origin }
    Reflect.apply(request, null, [null, name, resolve, details])
  })
}

function checked(name: (typeof PERMISSIONS)[number][0], origin: string): boolean {
  return check === null || Reflect.apply(check, null, [null, name, origin, { isMainFrame: true }]) === true
}
