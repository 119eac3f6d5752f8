import { Settings2 } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import type { Point } from '../canvas/wire-path'
import { BACKEND_CHOICES, type BackendChoice } from '../state/backend'
import { THEMES, type ThemeChoice } from '../state/theme'
import { IconButton } from '../ui/icon-button'
import { Menu, type MenuEntry } from '../ui/menu'

const THEME_WORDS: Readonly<Record<ThemeChoice, string>> = {
  system: 'Theme of the system',
  light: 'Light theme',
  dark: 'Dark theme',
}
const BACKEND_WORDS: Readonly<Record<BackendChoice, string>> = {
  auto: 'Best engine there is',
  webgpu: 'WebGPU (graphics card)',
  wasm: 'WASM (processor)',
}

/** How the window looks and what it runs on. */
export function SettingsMenu() {
  const { theme, backend, dialogs } = useWorkspace()
  const [at, setAt] = useState<Point | null>(null)
  const entries: readonly MenuEntry[] = [
    ...BACKEND_CHOICES.map((choice) => ({
      label: BACKEND_WORDS[choice],
      checked: backend.choice.value === choice,
      run: () => backend.choose(choice),
    })),
    ...THEMES.map((choice, index) => ({
      label: THEME_WORDS[choice],
      checked: theme.choice.value === choice,
      separated: index === 0,
      run: () => theme.choose(choice),
    })),
    { label: 'About Styleloom', separated: true, run: () => dialogs.open({ kind: 'about' }) },
  ]
  return (
    <>
      <span data-menu-owner>
        <IconButton
          icon={Settings2}
          label="Settings"
          testId="settings"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            setAt(at ? null : { x: box.right - 220, y: box.bottom + 4 })
          }}
        />
      </span>
      {at && <Menu label="Settings" at={at} entries={entries} onClose={() => setAt(null)} />}
    </>
  )
}
