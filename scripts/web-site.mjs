// Makes the web build of the built window: adds to its page what other hosts say in headers, puts a manifest with icons
// beside it, and tells the service worker which files make this release.
import { createHash } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { walkFiles } from './files.mjs'

const WORKER = 'service-worker.js'
const MANIFEST = 'manifest.webmanifest'
/** Not of the copy for offline use: the worker itself, the host's page for what is missing, the build's own mark. */
const NOT_KEPT = new Set([WORKER, '404.html', '.stamp'])

/** @param {string} root @param {string} outDir holds the service worker already */
export async function assembleWebSite(root, outDir) {
  // Loaded here: whoever only looks at the targets needs no bundler.
  const { runnerImport } = await import('vite')
  const load = async (path) =>
    (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'warn' })).module
  const { META_SECURITY_POLICY } = await load('core/contract/page-policy.ts')
  const { OFFLINE_META } = await load('core/contract/offline.ts')

  const isStamp = (path) => path.endsWith('.stamp')
  cpSync(join(root, 'dist', 'renderer'), outDir, { recursive: true, filter: (path) => !isStamp(path) })
  cpSync(join(root, 'package', 'icons', 'web'), join(outDir, 'icons'), { recursive: true })
  const { description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  writeFileSync(join(outDir, MANIFEST), `${JSON.stringify(manifest(description), null, 2)}\n`)
  writeFileSync(join(outDir, '404.html'), NOT_FOUND)
  const page = join(outDir, 'index.html')
  writeFileSync(page, withHead(readFileSync(page, 'utf8'), META_SECURITY_POLICY, OFFLINE_META, description))

  stampRelease(outDir)
}

const RELEASE_LINE = /^const RELEASE = .*\n/

/** Tells the service worker of a folder what lies in it now. @param {string} outDir */
export function stampRelease(outDir) {
  const worker = join(outDir, WORKER)
  const code = readFileSync(worker, 'utf8').replace(RELEASE_LINE, '')
  writeFileSync(worker, `const RELEASE = ${JSON.stringify(releaseOf(outDir, code))};\n${code}`)
}

/** @returns {import('../core/contract/offline').Release} @param {string} outDir @param {string} code the worker's own */
function releaseOf(outDir, code) {
  const files = walkFiles(outDir)
    .map((file) => relative(outDir, file).split(sep).join('/'))
    .filter((path) => !NOT_KEPT.has(path))
    .map((path) => ({ path, integrity: `sha256-${sha256(readFileSync(join(outDir, path)), 'base64')}` }))
  return { id: sha256(JSON.stringify(files) + code, 'hex').slice(0, 16), files }
}

function sha256(data, encoding) {
  return createHash('sha256').update(data).digest(encoding)
}

/** The policy stands before everything that it rules. */
function withHead(html, policy, offlineMeta, description) {
  const start = '<meta charset="utf-8" />'
  if (!html.includes(start))
    throw new Error(`The page does not hold ${start}, after which its policy belongs.`)
  const lines = [
    start,
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    '<meta name="referrer" content="no-referrer" />',
    `<meta name="description" content="${description}" />`,
    `<meta name="${offlineMeta}" content="./${WORKER}" />`,
    `<link rel="manifest" href="./${MANIFEST}" />`,
    '<link rel="apple-touch-icon" href="./icons/apple-touch-icon.png" />',
  ]
  return html.replace(start, () => lines.join('\n    '))
}

/** Every address is relative: the folder may lie anywhere on a host. */
function manifest(description) {
  return {
    name: 'Styleloom',
    short_name: 'Styleloom',
    description,
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#16171d',
    theme_color: '#16171d',
    categories: ['graphics', 'education'],
    icons: [
      { src: './icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: './icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: './icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  }
}

/** Shown by hosts that know this name, at any depth: it refers to nothing beside it. */
const NOT_FOUND = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Not found - Styleloom</title>
  </head>
  <body>
    <h1>There is no page at this address</h1>
    <p>Shorten the address to the folder that Styleloom lies in.</p>
  </body>
</html>
`
