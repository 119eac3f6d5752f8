/** What a page of the app can and cannot do, asked of the page itself. */
import type {} from '../../renderer/host/choose-host'
import { expect, test } from './driver/test'

test('is isolated, and under the content security policy', async ({ user }) => {
  const { app, editor } = await user.start()
  await expect(editor.picture).toBeVisible()
  expect(await app.page().evaluate(() => window.crossOriginIsolated)).toBe(true)
  user.expectComplaint(/Content Security Policy|content security policy|CSP/)
  const eaten = await app.page().evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.hasRunInline = true'
    document.body.append(script)
    // Within the page's own code, where the policy holds.
    const handler = document.createElement('button')
    handler.setAttribute('onclick', 'window.hasRunInline = true')
    handler.click()
    return 'hasRunInline' in window
  })
  expect(eaten).toBe(false)
})

test('has Node and Electron out of its reach', async ({ user }) => {
  const { app } = await user.start()
  const found = await app.page().evaluate(() => ({
    doors: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    bridge: Object.keys(window.styleloom ?? {}),
  }))
  expect(found).toEqual({ doors: [], bridge: ['post', 'onMessage', 'handOver'] })
})

test('goes nowhere else, and opens no window', async ({ user }) => {
  const { app } = await user.start()
  const page = app.page()
  const before = page.url()
  user.expectComplaint(/^Not allowed to (load local resource|navigate top frame)/)
  const opened = await page.evaluate(() => window.open('https://example.com/') === null)
  expect(opened).toBe(true)
  for (const address of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,x']) {
    await page.evaluate((url) => {
      const link = document.createElement('a')
      link.href = url
      document.body.append(link)
      link.click()
      link.target = '_blank'
      link.click()
    }, address)
  }
  // The page answers, and is the one that it was.
  await expect(page.getByTestId('graph-canvas')).toBeVisible()
  expect(page.url()).toBe(before)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('is granted nothing', async ({ user }) => {
  const { app } = await user.start()
  const states = await app.page().evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read']
    const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }))
    return (await Promise.all(asked)).map(({ state }) => state)
  })
  expect(states).not.toContain('granted')
  expect(await app.page().evaluate(() => Notification.requestPermission())).not.toBe('granted')
})

test('a message from a frame inside the page is refused', async ({ user, launcher }) => {
  test.skip(launcher.kind === 'electron', 'Electron gives a frame no way to send one')
  const desktop = await user.start()
  user.expectReport(/A message from about:blank was refused/)
  await desktop.app.page().evaluate(() => document.body.append(document.createElement('iframe')))
  const frame = desktop.app
    .page()
    .frames()
    .find((found) => found.parentFrame() !== null)
  await frame?.evaluate(() => window.__toMain('styleloom:main', '["array",["object",["kind","hello"]]]'))
  await expect.poll(() => desktop.app.output()).toContain('was refused')
})
