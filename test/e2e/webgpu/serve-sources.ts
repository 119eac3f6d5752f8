import { createServer, type ViteDevServer } from 'vite'

/** The project's sources over HTTP, as modules and cross-origin isolated: pages for checks that no window has. */
export async function serveSources(): Promise<{ url(path: string): string; close(): Promise<void> }> {
  const server: ViteDevServer = await createServer({
    configFile: false,
    root: new URL('../../..', import.meta.url).pathname,
    server: {
      host: '127.0.0.1',
      port: 0,
      hmr: false,
      watch: null,
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
    optimizeDeps: { exclude: ['onnxruntime-web'] },
    logLevel: 'error',
  })
  await server.listen()
  return {
    url: (path) => `${server.resolvedUrls?.local[0] ?? ''}${path}`,
    close: () => server.close(),
  }
}
