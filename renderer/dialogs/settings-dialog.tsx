import { useEffect, useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import { halfPrecisionProblem } from '../state/half-precision'
import { BACKEND_CHOICES, RESULT_BUDGETS, type BackendChoice } from '../state/engine-settings'
import { THEMES, type ThemeChoice } from '../state/theme'
import { WHEEL_CHOICES } from '../state/wheel'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import { formatBytes } from '../ui/format'

const THEME_WORDS: Readonly<Record<ThemeChoice, string>> = { system: 'System', light: 'Light', dark: 'Dark' }
const BACKEND_WORDS: Readonly<Record<BackendChoice, string>> = {
  auto: 'The best there is',
  webgpu: 'WebGPU (graphics card)',
  wasm: 'WASM (processor)',
}

/** How the window looks and what it runs on. Every choice counts at once and is remembered. */
export function SettingsDialog() {
  const { dialogs } = useWorkspace()
  return (
    <Dialog title="Settings" onClose={() => dialogs.close()}>
      <ThemeSetting />
      <WheelSetting />
      <EngineSettings />
      <HalfPrecisionSetting />
      <DialogButtons>
        <button type="button" class="button" onClick={() => dialogs.open({ kind: 'about' })}>
          About Styleloom
        </button>
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          Done
        </button>
      </DialogButtons>
    </Dialog>
  )
}

function ThemeSetting() {
  const { theme } = useWorkspace()
  return (
    <fieldset class="field">
      <legend>Theme</legend>
      <div class="segments">
        {THEMES.map((choice) => (
          <label key={choice} class="segment">
            <input
              type="radio"
              name="theme"
              checked={theme.choice.value === choice}
              onChange={() => theme.choose(choice)}
            />
            <span>{THEME_WORDS[choice]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function WheelSetting() {
  const { wheel } = useWorkspace()
  return (
    <fieldset class="field">
      <legend>{words.pointer.wheel}</legend>
      <div class="segments">
        {WHEEL_CHOICES.map((choice) => (
          <label key={choice} class="segment">
            <input
              type="radio"
              name="wheel"
              checked={wheel.choice.value === choice}
              onChange={() => wheel.choose(choice)}
            />
            <span>{words.pointer.wheelChoices[choice]}</span>
          </label>
        ))}
      </div>
      <small class="muted">{words.pointer.wheelHint}</small>
    </fieldset>
  )
}

function EngineSettings() {
  const { engineSettings, live } = useWorkspace()
  const { backend, fallback } = live.state.value
  const inUse = backend === null ? null : backend === 'webgpu' ? 'WebGPU' : 'WASM'
  return (
    <>
      <label class="field">
        <span>Engine</span>
        <select
          value={engineSettings.backend.value}
          onChange={({ currentTarget }) => {
            const choice = BACKEND_CHOICES.find((known) => known === currentTarget.value)
            if (choice) engineSettings.chooseBackend(choice)
          }}
        >
          {BACKEND_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {BACKEND_WORDS[choice]}
            </option>
          ))}
        </select>
        {inUse !== null && (
          <small class="muted">
            {inUse} is in use{fallback === null ? '.' : `: ${fallback}.`}
          </small>
        )}
      </label>
      <label class="field">
        <span>Memory for results</span>
        <select
          value={engineSettings.resultBudget.value}
          onChange={({ currentTarget }) => engineSettings.chooseResultBudget(Number(currentTarget.value))}
        >
          {RESULT_BUDGETS.map((bytes) => (
            <option key={bytes} value={bytes}>
              {formatBytes(bytes)}
            </option>
          ))}
        </select>
        <small class="muted">
          Results kept here need not run again after an undo or a change elsewhere; the longest unused go
          first.
        </small>
      </label>
    </>
  )
}

function HalfPrecisionSetting() {
  const { engineSettings } = useWorkspace()
  // Undefined until the graphics adapter has answered.
  const [problem, setProblem] = useState<string | null>()
  useEffect(() => {
    halfPrecisionProblem(navigator).then(setProblem, reportError)
  }, [])
  return (
    <label class="setting-row">
      <span>
        Half precision on WebGPU
        <small class="muted">
          {problem ??
            'Faster and with half the memory, at three digits of precision. Exports are not affected.'}
        </small>
      </span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        disabled={problem !== null}
        checked={problem === null && engineSettings.halfPrecision.value}
        onChange={({ currentTarget }) => engineSettings.chooseHalfPrecision(currentTarget.checked)}
      />
    </label>
  )
}
