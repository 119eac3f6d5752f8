import { ArrowLeftRight, FolderOpen } from 'lucide-preact'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { DiffList } from './diff-list'
import { DiffPicturesView } from './diff-pictures-view'
import type { Side } from './diff-pictures-store'
import type { SideOption } from './diff-sides'

/** Two graphs, what lies between them, and what that does to the picture. */
export function DiffPanel() {
  const { diff } = useWorkspace()
  return (
    <section class="diff" aria-label={words.diff.panel}>
      <div class="diff-sides">
        <SidePicker side="before" />
        <IconButton icon={ArrowLeftRight} size={15} label={words.diff.swap} onClick={() => diff.swap()} />
        <SidePicker side="after" />
      </div>
      <div class="diff-body">
        <DiffList />
        <DiffPicturesView />
      </div>
    </section>
  )
}

function SidePicker({ side }: { readonly side: Side }) {
  const { diff } = useWorkspace()
  const options = diff.options.value
  const inGroup = (group: SideOption['group']): readonly SideOption[] =>
    options.filter((option) => option.group === group)
  return (
    <div class="diff-side">
      <label>
        <span>{words.diff.sides[side]}</span>
        <select
          value={diff.chosen[side].value}
          onChange={({ currentTarget }) => diff.choose(side, currentTarget.value)}
          data-testid={`diff-${side}`}
        >
          <Options options={inGroup('here')} />
          <OptionGroup label={words.diff.files} options={inGroup('files')} />
          <OptionGroup label={words.diff.steps} options={inGroup('steps')} />
        </select>
      </label>
      <IconButton
        icon={FolderOpen}
        size={15}
        label={words.diff.chooseFile[side]}
        onClick={() => void diff.chooseFile(side).catch(reportError)}
      />
    </div>
  )
}

function OptionGroup({
  label,
  options,
}: {
  readonly label: string
  readonly options: readonly SideOption[]
}) {
  if (options.length === 0) return null
  return (
    <optgroup label={label}>
      <Options options={options} />
    </optgroup>
  )
}

function Options({ options }: { readonly options: readonly SideOption[] }) {
  return (
    <>
      {options.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </>
  )
}
