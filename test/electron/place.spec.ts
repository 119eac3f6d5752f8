/** What the window remembers of itself from one start to the next. */
import { expect, test } from './driver/test'

const SMALL = { x: 0, y: 0, width: 1000, height: 700, scaleFactor: 1 }

test('comes back where it was, and onto a display that is there', async ({ user, launcher }) => {
  const first = await user.start()
  const place = { x: 120, y: 80, width: 1100, height: 700 }
  await first.app.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  )
  await first.closeWindow()
  await first.app.exited

  const second = await user.start()
  expect(await second.bounds()).toEqual(place)
  await second.closeWindow()
  await second.app.exited

  test.skip(launcher.kind === 'electron', 'displays cannot be unplugged here')
  const third = await user.start([], { screens: [SMALL] })
  const { x, y, width, height } = await third.bounds()
  expect([x >= 0, y >= 0, x + width <= SMALL.width, y + height <= SMALL.height]).toEqual([
    true,
    true,
    true,
    true,
  ])
})

test('comes back maximized', async ({ user }) => {
  const first = await user.start()
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize())
  await first.closeWindow()
  await first.app.exited
  const second = await user.start()
  expect(
    await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMaximized()),
  ).toBe(true)
})

test('follows the system’s dark mode, page and ground', async ({ user }) => {
  const look = (desktop: Awaited<ReturnType<typeof user.start>>) =>
    desktop.app.evaluate(({ BrowserWindow, nativeTheme }) => ({
      ground: BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toLowerCase(),
      isDark: nativeTheme.shouldUseDarkColors,
    }))
  const dark = await user.start([], { isDark: true })
  expect(await look(dark)).toEqual({ ground: '#14161b', isDark: true })
  expect(await dark.app.page().evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  await dark.quit()
  await dark.app.exited
  expect(await look(await user.start())).toEqual({ ground: '#f3f4f7', isDark: false })
})

test('keeps the theme that was chosen, against the system’s', async ({ user }) => {
  const source = (desktop: Awaited<ReturnType<typeof user.start>>) =>
    desktop.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
  const first = await user.start([], { isDark: false })
  expect(await source(first)).toBe('system')
  await first.choose('view.settings')
  await first.app.page().getByRole('dialog', { name: 'Settings' }).getByLabel('Dark').check()
  await expect.poll(() => source(first)).toBe('dark')
  await first.quit()
  await first.app.exited
  // The window's ground is right before there is a page to say so.
  expect(
    await (
      await user.start([], { isDark: false })
    ).app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor()),
  ).toBe('#14161b')
})
