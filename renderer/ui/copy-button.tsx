import { useState } from 'preact/hooks'
import { useWorkspace } from '../app/workspace'

interface Props {
  readonly label: string
  readonly copied: string
  readonly notCopied: string
  text(): string
}

/** Copies a text and says so beside it: a notice would lie behind an open dialog. */
export function CopyButton({ label, copied, notCopied, text }: Props) {
  const { host } = useWorkspace()
  const [said, setSaid] = useState('')

  function copy(): void {
    void host.clipboard
      .write(text())
      .then((isCopied) => setSaid(isCopied ? copied : notCopied))
      .catch(reportError)
  }
  return (
    <>
      <button type="button" class="button" onClick={copy}>
        {label}
      </button>
      <small class="muted" role="status">
        {said}
      </small>
    </>
  )
}
