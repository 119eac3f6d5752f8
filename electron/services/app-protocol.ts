/**
 * What a request for one of our own files is answered with: for the `app://styleloom/` scheme and for the loopback
 * server. Nothing outside `root` is ever reached, links inside it that point out included.
 */
import { realpath, stat } from 'node:fs/promises'
import { join, relative, sep, isAbsolute } from 'node:path'
import { errnoOf } from './file-problems'
import { responseHeaders } from './headers'

export const APP_SCHEME = 'app'
export const APP_ORIGIN = `${APP_SCHEME}://styleloom`

export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 405
  readonly headers: Readonly<Record<string, string>>
  /** The whole body: a file to stream, or a short text. Neither goes out on HEAD. */
  readonly body: { readonly file: string } | { readonly text: string }
}

/**
 * The file below a root that a URL's path names, with forward slashes; null when it names none. The path is decoded
 * exactly once, and never normalised: a path with `..` in it is refused rather than understood.
 */
export function assetPath(pathname: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    // A malformed escape names no file: that is the whole answer.
    return null
  }
  // eslint-disable-next-line no-control-regex -- a NUL in a file name is what we look for
  if (!decoded.startsWith('/') || /[\\:\u0000-\u001f]/.test(decoded)) return null
  const path = decoded.endsWith('/') ? `${decoded}index.html` : decoded
  const parts = path.slice(1).split('/')
  return parts.every((part) => part !== '' && part !== '.' && part !== '..') ? parts.join('/') : null
}

/** @param pathname of the URL, still escaped */
export async function answerRequest(root: string, method: string, pathname: string): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return textAnswer(405, 'Only GET and HEAD are answered here.')
  const asset = assetPath(pathname)
  if (asset === null) return textAnswer(400, 'This is not the address of a file.')
  const file = await findBelow(root, asset)
  if (file === null) return textAnswer(404, `There is no "${asset}" here.`)
  return { status: 200, headers: responseHeaders(asset, file.size), body: { file: file.path } }
}

export function textAnswer(status: Answer['status'], text: string): Answer {
  return { status, headers: responseHeaders('.txt', Buffer.byteLength(text)), body: { text } }
}

async function findBelow(root: string, asset: string): Promise<{ path: string; size: number } | null> {
  try {
    const [realRoot, path] = await Promise.all([realpath(root), realpath(join(root, asset))])
    if (!isBelow(realRoot, path)) return null
    const found = await stat(path)
    return found.isFile() ? { path, size: found.size } : null
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null
    throw thrown
  }
}

/** Both paths absolute and free of links. A folder is not below itself. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
