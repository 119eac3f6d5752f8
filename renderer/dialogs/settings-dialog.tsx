import { useEffect, useState } from 'preact/hooks'
import { THEME_CHOICES } from '../../core/contract/desktop'
import { useWorkspace } from '../app/workspace'
import { halfPrecisionProblem } from '../state/half-precision'
import { LinkAddressSetting } from '../links/link-address-setting'
import { WeightsFolderSetting } from '../sharing/weights-folder-setting'
import { BACKEND_CHOICES, RESULT_BUDGETS } from '../state/engine-settings'
import { WHEEL_CHOICES } from '../state/wheel'
import { words } from '../text/words'
import { Dialog, DialogButtons } from '../ui/dialog'
import { formatBytes } from '../ui/format'

/** How the window looks and what it runs on. Every choice counts at once and is remembered. */
export function SettingsDialog() {
  const { dialogs } = useWorkspace()
  return (
    <Dialog title={words.dialogs.settings.title} onClose={() => dialogs.close()}>
      <ThemeSetting />
      <WheelSetting />
      <EngineSettings />
      <HalfPrecisionSetting />
      <WeightsFolderSetting />
      <LinkAddressSetting />
      <DialogButtons>
        <button type="button" class="button" onClick={() => dialogs.open({ kind: 'about' })}>
          {words.app.about}
        </button>
        <span class="spacer" />
        <button type="button" class="button primary" autofocus onClick={() => dialogs.close()}>
          {words.dialogs.settings.done}
        </button>
      </DialogButtons>
    </Dialog>
  )
}

function ThemeSetting() {
  const { theme } = useWorkspace()
  return (
    <fieldset class="field">
      <legend>{words.dialogs.settings.theme}</legend>
      <div class="segments">
        {THEME_CHOICES.map((choice) => (
          <label key={choice} class="segment">
            <input
              type="radio"
              name="theme"
              checked={theme.choice.value === choice}
              onChange={() => theme.choose(choice)}
            />
            <span>{words.dialogs.settings.themes[choice]}</span>
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
  const inUse = backend && words.engine.backends[backend]
  return (
    <>
      <label class="field">
        <span>{words.dialogs.settings.engine}</span>
        <select
          value={engineSettings.backend.value}
          onChange={({ currentTarget }) => {
            const choice = BACKEND_CHOICES.find((known) => known === currentTarget.value)
            if (choice) engineSettings.chooseBackend(choice)
          }}
        >
          {BACKEND_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {words.dialogs.settings.backends[choice]}
            </option>
          ))}
        </select>
        {inUse !== null && (
          <small class="muted">
            {fallback === null
              ? words.dialogs.settings.inUse(inUse)
              : words.dialogs.settings.fallback(inUse, fallback)}
          </small>
        )}
      </label>
      <label class="field">
        <span>{words.dialogs.settings.memory}</span>
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
        <small class="muted">{words.dialogs.settings.memoryHint}</small>
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
        {words.dialogs.settings.half}
        <small class="muted">{problem ?? words.dialogs.settings.halfHint}</small>
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
