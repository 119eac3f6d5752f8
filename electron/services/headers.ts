import { contentTypeOf, SECURITY_HEADERS } from '../../core/contract/page-policy'

/** The headers of a response of our own origin, in the app and on the loopback server alike. `size` in bytes. */
export function responseHeaders(file: string, size: number): Record<string, string> {
  return {
    ...SECURITY_HEADERS,
    'Cache-Control': 'no-cache',
    'Content-Length': String(size),
    'Content-Type': contentTypeOf(file),
  }
}
