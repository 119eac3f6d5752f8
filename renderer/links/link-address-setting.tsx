import { useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'

/** Where a link leads that the desktop copies: it has no address of its own. */
export function LinkAddressSetting() {
  const { linkAddress } = useWorkspace()
  const [problem, setProblem] = useState<string | null>(null)
  if (!linkAddress.isChosen) return null
  return (
    <label class="field">
      <span>{words.out.link.setting}</span>
      <input
        type="url"
        placeholder={words.out.link.settingExample}
        value={linkAddress.current.value ?? ''}
        aria-invalid={problem !== null}
        onChange={({ currentTarget }) =>
          setProblem(linkAddress.choose(currentTarget.value) ? null : words.out.link.settingProblem)
        }
      />
      <small
        class={problem === null ? 'muted' : 'field-problem'}
        role={problem === null ? undefined : 'alert'}
      >
        {problem ?? words.out.link.settingHint}
      </small>
    </label>
  )
}
