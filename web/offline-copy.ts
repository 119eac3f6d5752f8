/**
 * A copy of one release of the web editor in the browser's cache, whole or not at all. Every file is held to its hash,
 * so that a half-finished upload on the host never mixes two releases. The copy before is kept: a window that still
 * runs it finds the parts that it loads late.
 */
import { contentTypeOf, SECURITY_HEADERS } from '../core/contract/page-policy'
import type { Release, ReleaseFile } from '../core/contract/offline'

export interface OfflineCopy {
  /** Rejects when a file cannot be had as the release lists it; then nothing of the new copy is left. */
  install(): Promise<void>
  /** Takes away what is older than the copy before this one. */
  clean(): Promise<void>
  /**
   * The answer to a GET below `scope`: null leaves it to the network. A page that is no file of ours is led to the
   * editor's start.
   */
  answer(url: URL, isPage: boolean): Promise<Response | null>
}

interface World {
  readonly caches: CacheStorage
  readonly fetch: typeof fetch
}

const PAGE = 'index.html'
const KEPT = 2

/** @param scope the address of the web build's folder, with its slash: others may live on the same host */
export function createOfflineCopy(release: Release, scope: string, { caches, fetch }: World): OfflineCopy {
  const family = `styleloom ${scope} `
  const name = `${family}${release.id}`
  const paths = new Set(release.files.map(({ path }) => path))

  async function namesOfFamily(): Promise<readonly string[]> {
    return (await caches.keys()).filter((key) => key.startsWith(family))
  }

  async function install(): Promise<void> {
    const older = await Promise.all((await namesOfFamily()).map((key) => caches.open(key)))
    const copy = await caches.open(name)
    try {
      // One after the other: the page that is at work comes first.
      for (const file of release.files) {
        const address = new URL(file.path, scope).href
        const known = await findSame(older, address, file)
        await copy.put(address, known ?? asOurs(file, await download(address, file)))
      }
    } catch (thrown) {
      await caches.delete(name)
      throw thrown
    }
  }

  async function download(address: string, { path, integrity }: ReleaseFile): Promise<Response> {
    // `no-cache` asks the host whether what the browser holds is still right, and saves the transfer when it is.
    const response = await fetch(address, { integrity, cache: 'no-cache', credentials: 'same-origin' })
    if (!response.ok) throw new Error(`"${path}" was answered with ${response.status}`)
    return response
  }

  return {
    install,
    async clean() {
      const names = await namesOfFamily()
      const before = names.filter((key) => key !== name).slice(0, -(KEPT - 1))
      await Promise.all(before.map((key) => caches.delete(key)))
    },
    async answer(url, isPage) {
      if (!url.href.startsWith(scope)) return null
      const path = url.pathname.slice(new URL(scope).pathname.length)
      const wanted = path === '' ? PAGE : path
      if (paths.has(wanted)) {
        const copy = await caches.open(name)
        const found = await copy.match(new URL(wanted, scope).href)
        if (found !== undefined) return found
      } else {
        // Files with a hash in their name belong to one release only; so one of another release is not mistaken.
        for (const key of await namesOfFamily()) {
          const found = await (await caches.open(key)).match(new URL(wanted, scope).href)
          if (found !== undefined) return found
        }
        if (isPage) return Response.redirect(scope, 302)
      }
      return null
    },
  }
}

async function findSame(
  copies: readonly Cache[],
  address: string,
  { integrity }: ReleaseFile,
): Promise<Response | null> {
  for (const copy of copies) {
    const found = await copy.match(address)
    if (found?.headers.get('ETag') === integrity) return found
  }
  return null
}

/** The same bytes under our own headers: the host's say nothing of isolation, and may not know the type of WASM. */
function asOurs({ path, integrity }: ReleaseFile, response: Response): Response {
  const headers = { ...SECURITY_HEADERS, 'Content-Type': contentTypeOf(path), ETag: integrity }
  return new Response(response.body, { headers })
}
