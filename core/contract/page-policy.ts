/**
 * What a browser is told about every file of our own origin, whoever serves it: the app's scheme, the loopback server,
 * the web build's service worker. COOP and COEP must be on the page and on every script that becomes a worker:
 * without them onnxruntime's threads wait for ever.
 */
const DIRECTIVES = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
] as const

/** For a `<meta>` tag, on hosts whose headers we do not set; `frame-ancestors` counts in a header only. */
export const META_SECURITY_POLICY = DIRECTIVES.join('; ')

export const SECURITY_HEADERS = {
  'Content-Security-Policy': `${META_SECURITY_POLICY}; frame-ancestors 'none'`,
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const

const CONTENT_TYPES = new Map([
  ['css', 'text/css; charset=utf-8'],
  ['html', 'text/html; charset=utf-8'],
  ['ico', 'image/x-icon'],
  ['js', 'text/javascript; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['map', 'application/json; charset=utf-8'],
  ['md', 'text/markdown; charset=utf-8'],
  ['mjs', 'text/javascript; charset=utf-8'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['txt', 'text/plain; charset=utf-8'],
  ['wasm', 'application/wasm'],
  ['webmanifest', 'application/manifest+json'],
  ['woff2', 'font/woff2'],
])

/** A type we do not know is bytes: nosniff keeps the browser from guessing a script. @param file its name or path */
export function contentTypeOf(file: string): string {
  const extension = /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ''
  return CONTENT_TYPES.get(extension) ?? 'application/octet-stream'
}
