/** `nativeTheme`: the system's choice between light and dark, and the app's. */
import { beginning, display } from './display'
import { createEvents } from './events'
import { strict } from './strict'

const events = createEvents('nativeTheme', ['updated'])
let source: Electron.NativeTheme['themeSource'] = 'system'

function isDark(): boolean {
  return source === 'system' ? beginning.isDark : source === 'dark'
}

export const nativeTheme = strict('nativeTheme', {
  ...events,
  get themeSource() {
    return source
  },
  /** Pages follow, by `prefers-color-scheme`. */
  set themeSource(now) {
    if (now === source) return
    source = now
    events.emit('updated')
    void display.setDark(isDark()).catch(console.error)
  },
  get shouldUseDarkColors() {
    return isDark()
  },
}) satisfies Partial<Record<keyof Electron.NativeTheme, unknown>>
