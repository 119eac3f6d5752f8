import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { required } from '../../core/base/assert'
import { fail, ok, type Result } from '../../core/base/result'
import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Command } from '../../core/doc/commands/index'
import { joinPath } from '../../core/doc/block-path'
import type { Editor } from '../../core/doc/editor'
import { createGraphScope, type GraphScope } from '../../core/doc/graph-scope'
import type { RefusedWire } from '../../core/infer/repairs'
import { createAnnouncer, type Announcer } from '../announce/announcer'
import { createAutoLayout, type AutoLayout } from '../arrange/auto-layout'
import type { LooseWire } from '../canvas/canvas-listener'
import type { GraphView } from '../canvas/graph-view'
import type { Point } from '../canvas/wire-path'
import { recordsOf } from '../edit/fragment'
import type { Copied } from '../edit/pasted'
import { createDiffStore, type DiffStore } from '../diff/diff-store'
import { systemClock } from '../engine/clock'
import type { Live } from '../engine/live'
import { createDocuments, type Documents } from '../documents/documents'
import { keepLook } from '../documents/keep-look'
import { createDocumentSession, type DocumentSession } from '../files/document-session'
import { rememberFocus, type Regions } from '../focus/regions'
import type { Host } from '../host/host'
import { createLinkAddress, type LinkAddress } from '../links/link-address'
import { createRecentStore, type RecentStore } from '../gallery/recent-store'
import { rememberOpen } from '../gallery/remember-open'
import { createJournal, type Journal } from '../journal/journal'
import { createHeatStore, type HeatStore } from '../heat/heat-store'
import { createAccountStore, type AccountStore } from '../state/account'
import { createBugs, type Bugs } from '../state/bugs'
import { createCalibration, type CalibrationStore } from '../state/calibration'
import { createCanvasView, type CanvasViewStore } from '../state/canvas-view'
import { createCommandPalette, type CommandPaletteStore } from '../state/command-palette'
import { createDialogs, type Dialogs } from '../state/dialogs'
import { createDrawer, type Drawer } from '../state/drawer'
import { createEditorStore, type EditorStore, type ShownStore } from '../state/editor-store'
import { createEngineSettings, type EngineSettingsStore } from '../state/engine-settings'
import { createFindStore, type FindStore } from '../state/find'
import { createInspectedStore, type InspectedStore } from '../state/inspected'
import { createKeymap, type Keymap } from '../state/keymap'
import { createLock, type LockStore } from '../state/lock'
import { createNotices, type Notices } from '../state/notices'
import { createParityStore, type ParityStore } from '../state/parity'
import { picturesAsCanvases } from '../state/pictures'
import { collectProblems } from '../state/problems'
import { createRecentTypes, type RecentTypes } from '../search/recent-types'
import { createReproduction, type ReproductionStore } from '../sharing/reproduction'
import { createRepairStore, type RepairStore } from '../state/repairs'
import { createScopeStore, type ScopeStore } from '../state/scope'
import { createSelectionStore, type SelectionStore } from '../state/selection'
import { createThemeStore, type ThemeStore } from '../state/theme'
import { createWheelStore, type WheelStore } from '../state/wheel'
import { words } from '../text/words'

/** Where the search for a node to add stands open: page coordinates, and the wire that asks for it. */
export interface NodeSearch {
  readonly at: Point
  readonly wire: LooseWire | null
  /** Takes the keyboard back when the search closes; without it the canvas does. */
  readonly back?: () => void
}

/** The parts of one window, built once at start and handed to every panel and action. */
export interface Workspace {
  /** The graph that is shown, be it the document's or that of an entered block; what is done goes through here. */
  readonly editor: GraphScope
  /** The whole document's editor: for runs, files and what looks at everything. */
  readonly root: Editor
  readonly scope: ScopeStore
  /** Of the whole document; `store` is of the graph that is shown. */
  readonly whole: EditorStore
  readonly live: Live
  readonly host: Host
  /** Of the graph that is shown. */
  readonly store: ShownStore
  readonly selection: SelectionStore
  readonly notices: Notices
  readonly dialogs: Dialogs
  readonly documents: Documents
  /** Does the shown graph give what its file says? */
  readonly reproduction: ReproductionStore
  readonly session: DocumentSession
  readonly journal: Journal
  readonly recent: RecentStore
  readonly theme: ThemeStore
  readonly engineSettings: EngineSettingsStore
  readonly calibration: CalibrationStore
  readonly account: AccountStore
  readonly heat: HeatStore
  readonly inspected: InspectedStore
  readonly parity: ParityStore
  readonly repairs: RepairStore
  readonly problems: ReadonlySignal<readonly Diagnostic[]>
  /** All of them, by the names of the run. */
  readonly pictures: ReadonlySignal<ReadonlyMap<NodeId, HTMLCanvasElement>>
  /** The output whose picture the panel shows: the selected one, else the first. */
  readonly shownOutput: ReadonlySignal<NodeId | null>
  readonly announcer: Announcer
  /** Our own, since the start. */
  readonly bugs: Bugs
  readonly wheel: WheelStore
  readonly linkAddress: LinkAddress
  readonly regions: Regions
  /** Null until the canvas is mounted. */
  readonly view: Signal<GraphView | null>
  readonly nodeSearch: Signal<NodeSearch | null>
  readonly recentTypes: RecentTypes
  readonly contextMenu: Signal<Point | null>
  readonly commandPalette: CommandPaletteStore
  readonly find: FindStore
  readonly keymap: Keymap
  readonly canvasView: CanvasViewStore
  readonly lock: LockStore
  readonly autoLayout: AutoLayout
  readonly drawer: Drawer
  readonly diff: DiffStore
  /** What was copied in this window last, with the values that it names. */
  readonly clipboard: Signal<Copied | null>
  /** Asks the inspector to put the cursor in the selected node's name. */
  readonly renameAsked: Signal<boolean>
  /** Runs one command; a refusal is returned and, unless `quiet`, shown. */
  edit(command: Command, options?: EditOptions): Result<null, Diagnostic>
  /** Runs several as one undo step. */
  editAll(label: string, commands: readonly Command[], at?: Point | null): Result<null, Diagnostic>
  /** Runs several as one undo step, for the whole document whatever part of it is shown. */
  editWhole(label: string, commands: readonly Command[]): Result<null, Diagnostic>
  /** Shows why a wire was refused, and what can be done about it. `at` is in page coordinates. */
  refuseWire(diagnostic: Diagnostic, wire: RefusedWire, at: Point): void
}

export interface EditOptions {
  /** Joins the steps of one drag into one undo step. */
  readonly gesture?: string
  /** The caller shows the refusal itself. */
  readonly quiet?: boolean
}

export function createWorkspace(root: Editor, live: Live, host: Host, window: Window): Workspace {
  // Before there is a document with blocks of its own.
  const { registry } = root
  const editor = createGraphScope(root)
  const scope = createScopeStore(editor)
  const store = createEditorStore(editor)
  const whole = createEditorStore(root)
  const selection = createSelectionStore(editor)
  const notices = createNotices()
  const lock = createLock(root, notices)
  const autoLayout = createAutoLayout(
    () => import('../arrange/elk').then(({ startElk }) => startElk),
    notices,
    systemClock,
  )
  editor.subscribe(({ replaced }) => {
    // Ids may return in another graph and mean other nodes.
    if (replaced) autoLayout.stop()
  })
  const repairs = createRepairStore(editor)
  editor.subscribe(() => notices.dismissRepairs())
  const clipboard = signal<Copied | null>(null)
  live.alsoKeep(() => {
    const copied = clipboard.peek()
    return [...documents.records(), ...(copied ? recordsOf(copied.fragment) : [])]
  })
  live.onLost((reason, isReplaced) => {
    if (isReplaced) notices.show({ tone: 'info', message: words.engine.restarted(reason) })
    else
      notices.show({
        tone: 'error',
        message: words.engine.halted(reason),
        nextStep: words.engine.haltedStep,
      })
  })
  const dialogs = createDialogs()
  const parity = createParityStore(root, live)
  const account = createAccountStore(live, scope.path)
  const pictures = picturesAsCanvases(computed(() => live.state.value.pictures))
  const shownOutput = computed(() => {
    const named = [...selection.current.value.nodes].map((node) => joinPath([...scope.path.value, node]))
    const selected = named.find((node) => pictures.value.has(node))
    return selected ?? [...pictures.value.keys()][0] ?? null
  })

  function picture(): HTMLCanvasElement | null {
    const shown = shownOutput.peek()
    return (shown === null ? undefined : pictures.peek().get(shown)) ?? null
  }

  const drawer = createDrawer()
  const inspected = createInspectedStore(root, scope, live)
  const view = signal<GraphView | null>(null)
  const documents = createDocuments(root, whole, () => keepLook({ editor, selection, lock, inspected, view }))
  const reproduction = createReproduction({ documents, live, reportBug: reportError })
  const session = createDocumentSession({
    documents,
    reproduction,
    live,
    host,
    notices,
    dialogs,
    picture,
  })

  rememberOpen({ documents, live, recent: host.recent, picture, reportBug: reportError })
  const journal = createJournal({
    window,
    store: host.journal,
    documents,
    live,
    registry,
    dialogs,
    notices,
    picture,
    reportBug: reportError,
  })

  function refuse(
    diagnostic: Diagnostic,
    at?: Point | null,
    wire: RefusedWire | null = null,
  ): Result<null, Diagnostic> {
    const { message, nextStep } = diagnostic
    const found = wire ? repairs.forWire(wire) : []
    notices.show({
      tone: 'error',
      message,
      ...(found.length > 0 ? { repairs: found } : nextStep ? { nextStep } : {}),
      ...(at ? { at } : {}),
    })
    return fail(diagnostic)
  }

  return {
    editor,
    root,
    scope,
    whole,
    live,
    host,
    store,
    selection,
    notices,
    dialogs,
    documents,
    reproduction,
    session,
    journal,
    recent: createRecentStore(host.recent, session, notices, reportError),
    theme: createThemeStore(window),
    engineSettings: createEngineSettings(live, window),
    calibration: createCalibration(live, window, systemClock),
    account,
    heat: createHeatStore(store, account, scope.path, window),
    inspected,
    parity,
    repairs,
    problems: collectProblems(
      whole.diagnostics,
      // An empty graph lacks an output too, but there is nothing wrong with it.
      computed(() => (whole.document.value.nodes.size === 0 ? [] : live.state.value.diagnostics)),
      parity.diagnostics,
    ),
    pictures,
    shownOutput,
    announcer: createAnnouncer({ editor, notices: notices.current, live: live.state }),
    regions: rememberFocus(window.document),
    bugs: createBugs(),
    wheel: createWheelStore(window),
    linkAddress: createLinkAddress(window, host),
    view,
    nodeSearch: signal(null),
    recentTypes: createRecentTypes(window),
    contextMenu: signal(null),
    commandPalette: createCommandPalette(window),
    find: createFindStore(editor, store),
    keymap: createKeymap(window),
    canvasView: createCanvasView(window),
    lock,
    autoLayout,
    drawer,
    diff: createDiffStore({
      root,
      whole,
      store,
      scope,
      live,
      session,
      drawer,
      clock: systemClock,
      shownOutput,
      reportBug: reportError,
    }),
    clipboard,
    renameAsked: signal(false),
    edit(command, { gesture, quiet = false } = {}) {
      const locked = lock.refuse([command])
      if (locked) return fail(locked)
      const result = editor.dispatch(command, gesture === undefined ? {} : { gesture })
      if (result.ok) return ok(null)
      return quiet ? fail(result.error) : refuse(result.error)
    },
    editAll(label, commands, at) {
      const locked = lock.refuse(commands)
      if (locked) return fail(locked)
      const [only] = commands
      const result =
        commands.length === 1 && only ? editor.dispatch(only) : editor.dispatchAll(label, commands)
      return result.ok ? ok(null) : refuse(result.error, at)
    },
    editWhole(label, commands) {
      const locked = lock.refuse(commands)
      if (locked) return fail(locked)
      const result = root.dispatchAll(label, commands)
      return result.ok ? ok(null) : refuse(result.error)
    },
    refuseWire: (diagnostic, wire, at) => void refuse(diagnostic, at, wire),
  }
}

export const WorkspaceContext = createContext<Workspace | null>(null)

export function useWorkspace(): Workspace {
  return required(useContext(WorkspaceContext), 'the workspace')
}
