import {
  ChevronDown,
  ChevronUp,
  CircleAlert,
  CircleCheck,
  Diff,
  Eye,
  Gauge,
  TriangleAlert,
} from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { runTotals } from '../../core/contract/run-account'
import { useWorkspace } from '../app/workspace'
import { DiffPanel } from '../diff/diff-panel'
import type { DrawerPanel } from '../state/drawer'
import { words } from '../text/words'
import { formatMs } from '../ui/format'
import { DrawerHandle } from './drawer-handle'
import { EnginePanel } from './engine/engine-panel'
import { InspectedPanel } from './inspected/inspected-panel'
import { ProblemList } from './problem-list'

/**
 * Below the canvas, where tables and rows of maps find the width they need while picture and inspector stay in view: one
 * bar that always tells the most important of each panel, and the panel that is open.
 */
export function Drawer() {
  const { drawer } = useWorkspace()
  const open = drawer.open.value
  return (
    <section class="drawer" aria-label={words.panels.drawer}>
      {open !== null && open !== 'problems' && <DrawerHandle />}
      <div class="drawer-bar">
        <DrawerTab panel="problems">
          <ProblemCounts />
        </DrawerTab>
        <DrawerTab panel="engine">
          <EngineSummary />
        </DrawerTab>
        <DrawerTab panel="inspected">
          <InspectedCount />
        </DrawerTab>
        <DrawerTab panel="diff">
          <span class="count">
            <Diff size={15} aria-hidden="true" /> {words.diff.tab}
          </span>
        </DrawerTab>
      </div>
      {open !== null && (
        <div
          class={`drawer-content of-${open}`}
          id="drawer-content"
          style={open === 'problems' ? {} : { height: `${drawer.height.value}px` }}
        >
          {open === 'problems' && <ProblemList />}
          {open === 'engine' && <EnginePanel />}
          {open === 'inspected' && <InspectedPanel />}
          {open === 'diff' && <DiffPanel />}
        </div>
      )}
    </section>
  )
}

function DrawerTab({
  panel,
  children,
}: {
  readonly panel: DrawerPanel
  readonly children: ComponentChildren
}) {
  const { drawer } = useWorkspace()
  const isOpen = drawer.open.value === panel
  const Chevron = isOpen ? ChevronDown : ChevronUp
  return (
    <button
      type="button"
      class="drawer-tab"
      aria-expanded={isOpen}
      aria-controls={isOpen ? 'drawer-content' : undefined}
      onClick={() => drawer.toggle(panel)}
      data-testid={`${panel}-toggle`}
    >
      {children}
      <Chevron size={14} class="chevron" aria-hidden="true" />
    </button>
  )
}

function ProblemCounts() {
  const { problems } = useWorkspace()
  const all = problems.value
  const errors = all.filter(({ severity }) => severity === 'error').length
  const warnings = all.length - errors
  return (
    <>
      {all.length === 0 && (
        <span class="count">
          <CircleCheck size={15} class="ok" aria-hidden="true" /> {words.panels.noProblems}
        </span>
      )}
      {errors > 0 && (
        <span class="count error">
          <CircleAlert size={15} aria-hidden="true" /> {words.counts.errors(errors)}
        </span>
      )}
      {warnings > 0 && (
        <span class="count warning">
          <TriangleAlert size={15} aria-hidden="true" /> {words.counts.warnings(warnings)}
        </span>
      )}
    </>
  )
}

function EngineSummary() {
  const { report } = useWorkspace().account
  const last = report.value
  const { runMs, prepareMs, ran, segments } = runTotals(last?.account ?? [])
  return (
    <span class="count">
      <Gauge size={15} aria-hidden="true" /> {words.panels.engine}
      {last && (
        <span class="figures">
          {ran === 0 ? words.panels.allReused : words.panels.ran(formatMs(runMs + prepareMs), ran, segments)}
        </span>
      )}
    </span>
  )
}

function InspectedCount() {
  const { ports } = useWorkspace().inspected
  return (
    <span class="count">
      <Eye size={15} aria-hidden="true" /> {words.panels.inspected}
      {ports.value.length > 0 && <span class="figures">{ports.value.length}</span>}
    </span>
  )
}
