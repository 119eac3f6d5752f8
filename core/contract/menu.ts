/**
 * The application's menu as data. The desktop builds its native menu from it, the window draws one from it where
 * the system has none, and takes its keyboard shortcuts from it. Every `id` of an item is an action of the window.
 * Labels are English; the window has them in its own language as `words.menu`, and tells them to the native menu.
 */
export interface MenuItem {
  readonly id: string
  readonly label: string
  /** In Electron's notation; `CmdOrCtrl` is Command on a Mac and Control elsewhere. */
  readonly accelerator?: string
  /** Starts a new section. */
  readonly separated?: boolean
  /** It is switched on or off, and the native menu marks it while it is on. */
  readonly toggle?: boolean
  /** Only the desktop can do it: a menu in a web page leaves it out. */
  readonly desktopOnly?: boolean
}

export interface MenuGroup {
  readonly id: string
  readonly label: string
  readonly items: readonly MenuItem[]
}

export const menu = [
  {
    id: 'file',
    label: 'File',
    items: [
      { id: 'file.new', label: 'New', accelerator: 'CmdOrCtrl+N' },
      { id: 'file.open', label: 'Open…', accelerator: 'CmdOrCtrl+O' },
      { id: 'file.openLink', label: 'Open Link…' },
      { id: 'file.recent', label: 'Recent Files…' },
      { id: 'file.examples', label: 'Templates…' },
      { id: 'file.recover', label: 'Recover Earlier Work…' },
      { id: 'file.close', label: 'Close', accelerator: 'CmdOrCtrl+W' },
      { id: 'file.save', label: 'Save', accelerator: 'CmdOrCtrl+S', separated: true },
      { id: 'file.saveAs', label: 'Save As…', accelerator: 'CmdOrCtrl+Shift+S' },
      { id: 'file.importCheckpoint', label: 'Import Checkpoint…', separated: true },
      { id: 'file.locate', label: 'Locate Missing Weights…' },
      { id: 'file.exportOnnx', label: 'Export ONNX…', accelerator: 'CmdOrCtrl+E' },
      { id: 'file.exportPicture', label: 'Save Picture…', accelerator: 'CmdOrCtrl+Shift+E' },
      { id: 'file.exportDiagram', label: 'Export Diagram…' },
      { id: 'file.exportForSharing', label: 'Export for Sharing…', separated: true },
      { id: 'file.copyLink', label: 'Copy Link…' },
    ],
  },
  {
    id: 'edit',
    label: 'Edit',
    items: [
      { id: 'edit.undo', label: 'Undo', accelerator: 'CmdOrCtrl+Z' },
      { id: 'edit.redo', label: 'Redo', accelerator: 'CmdOrCtrl+Shift+Z' },
      { id: 'edit.cut', label: 'Cut', accelerator: 'CmdOrCtrl+X', separated: true },
      { id: 'edit.copy', label: 'Copy', accelerator: 'CmdOrCtrl+C' },
      { id: 'edit.paste', label: 'Paste', accelerator: 'CmdOrCtrl+V' },
      { id: 'edit.pasteOuter', label: 'Paste with Outer Wires', accelerator: 'CmdOrCtrl+Shift+V' },
      { id: 'edit.duplicate', label: 'Duplicate', accelerator: 'CmdOrCtrl+D' },
      { id: 'edit.duplicateOuter', label: 'Duplicate with Outer Wires', accelerator: 'CmdOrCtrl+Shift+D' },
      { id: 'edit.delete', label: 'Delete' },
      { id: 'edit.deleteReconnect', label: 'Delete and Reconnect' },
      { id: 'edit.bypass', label: 'Bypass', accelerator: 'CmdOrCtrl+B', separated: true, toggle: true },
      { id: 'edit.mute', label: 'Mute', accelerator: 'CmdOrCtrl+M', toggle: true },
      { id: 'edit.lock', label: 'Lock Graph', toggle: true },
      { id: 'edit.selectAll', label: 'Select All', accelerator: 'CmdOrCtrl+A', separated: true },
      { id: 'edit.find', label: 'Find in Graph…', accelerator: 'CmdOrCtrl+F' },
      { id: 'edit.addNode', label: 'Add Node…', accelerator: 'CmdOrCtrl+K' },
    ],
  },
  {
    id: 'arrange',
    label: 'Arrange',
    items: [
      { id: 'arrange.left', label: 'Align Left' },
      { id: 'arrange.centre', label: 'Align Centres' },
      { id: 'arrange.right', label: 'Align Right' },
      { id: 'arrange.top', label: 'Align Top', separated: true },
      { id: 'arrange.middle', label: 'Align Middles' },
      { id: 'arrange.bottom', label: 'Align Bottom' },
      { id: 'arrange.across', label: 'Distribute Across', separated: true },
      { id: 'arrange.down', label: 'Distribute Down' },
      { id: 'arrange.layOut', label: 'Lay Out', accelerator: 'CmdOrCtrl+Shift+A', separated: true },
      { id: 'arrange.frame', label: 'Frame Selection', accelerator: 'CmdOrCtrl+Alt+G', separated: true },
      { id: 'arrange.reroute', label: 'Add Reroute' },
    ],
  },
  {
    id: 'block',
    label: 'Block',
    items: [
      { id: 'block.make', label: 'Make Block', accelerator: 'CmdOrCtrl+G' },
      { id: 'block.unpack', label: 'Unpack Block', accelerator: 'CmdOrCtrl+Shift+G' },
      { id: 'block.unlink', label: 'Unlink Block' },
      { id: 'block.removeUnused', label: 'Remove Unused Blocks' },
      { id: 'block.enter', label: 'Enter Block', accelerator: 'Alt+Down', separated: true },
      { id: 'block.leave', label: 'Leave Block', accelerator: 'Alt+Up' },
    ],
  },
  {
    id: 'run',
    label: 'Run',
    items: [
      { id: 'run.run', label: 'Run', accelerator: 'CmdOrCtrl+Enter' },
      { id: 'run.stop', label: 'Stop Running', accelerator: 'CmdOrCtrl+.' },
      { id: 'run.compare', label: 'Compare WebGPU with WASM…', separated: true },
      { id: 'run.restart', label: 'Restart Engine' },
      { id: 'run.calibrate', label: 'Measure This Computer Again' },
    ],
  },
  {
    id: 'view',
    label: 'View',
    items: [
      { id: 'view.fit', label: 'Fit Graph', accelerator: 'CmdOrCtrl+0' },
      { id: 'view.zoomToSelection', label: 'Zoom to Selection', accelerator: 'CmdOrCtrl+Shift+F' },
      { id: 'view.zoomIn', label: 'Zoom In', accelerator: 'CmdOrCtrl+Plus' },
      { id: 'view.zoomOut', label: 'Zoom Out', accelerator: 'CmdOrCtrl+-' },
      { id: 'view.minimap', label: 'Minimap', separated: true, toggle: true },
      { id: 'view.wires', label: 'Fade or Hide Wires' },
      {
        id: 'view.problems',
        label: 'Problems',
        accelerator: 'CmdOrCtrl+Shift+M',
        separated: true,
        toggle: true,
      },
      { id: 'view.engine', label: 'Engine Account', accelerator: 'CmdOrCtrl+J', toggle: true },
      { id: 'view.inspect', label: 'Inspect', accelerator: 'CmdOrCtrl+I', toggle: true },
      { id: 'view.diff', label: 'Compare Graphs…', accelerator: 'CmdOrCtrl+Shift+H', toggle: true },
      { id: 'view.heatOff', label: 'Heat: Off', separated: true, toggle: true },
      { id: 'view.heatParameters', label: 'Heat: Parameters', toggle: true },
      { id: 'view.heatMemory', label: 'Heat: Memory', toggle: true },
      { id: 'view.heatMacs', label: 'Heat: Multiply-Adds', toggle: true },
      { id: 'view.heatTime', label: 'Heat: Run Time', accelerator: 'CmdOrCtrl+Shift+L', toggle: true },
      { id: 'view.heatReuse', label: 'Heat: Reuse', toggle: true },
      { id: 'view.outline', label: 'Go to Outline', accelerator: 'CmdOrCtrl+Shift+O', separated: true },
      { id: 'view.nextPanel', label: 'Next Panel', accelerator: 'F6' },
      { id: 'view.previousPanel', label: 'Previous Panel', accelerator: 'Shift+F6' },
      { id: 'view.nextDocument', label: 'Next Graph', accelerator: 'CmdOrCtrl+F6', separated: true },
      { id: 'view.previousDocument', label: 'Previous Graph', accelerator: 'CmdOrCtrl+Shift+F6' },
      { id: 'view.commands', label: 'Command Palette…', accelerator: 'CmdOrCtrl+Shift+P', separated: true },
      { id: 'view.settings', label: 'Settings…', accelerator: 'CmdOrCtrl+,' },
    ],
  },
  {
    id: 'help',
    label: 'Help',
    items: [
      { id: 'help.keys', label: 'Keyboard Shortcuts' },
      { id: 'help.report', label: 'Report a Problem…', separated: true },
      { id: 'help.logs', label: 'Open Logs Folder', desktopOnly: true },
      { id: 'help.about', label: 'About Styleloom', separated: true },
    ],
  },
] as const satisfies readonly MenuGroup[]

export type MenuGroupId = (typeof menu)[number]['id']
export type MenuActionId = (typeof menu)[number]['items'][number]['id']

export const menuActionIds: readonly MenuActionId[] = menu.flatMap((group) =>
  group.items.map((item) => item.id),
)

/** What only the desktop's menu says, beside the actions. */
const desktopLabels = {
  openRecent: 'Open Recent',
  noRecent: 'No Recent Files',
  clearRecent: 'Clear Menu',
} as const
export type DesktopLabel = keyof typeof desktopLabels

/** What the menu says in one language. */
export interface MenuWords {
  readonly groups: Readonly<Record<MenuGroupId, string>>
  readonly items: Readonly<Record<MenuActionId, string>>
  readonly desktop: Readonly<Record<DesktopLabel, string>>
}

export const englishMenu: MenuWords = {
  groups: labelsOf<MenuGroupId>(menu),
  items: labelsOf<MenuActionId>(menu.flatMap(({ items }) => [...items])),
  desktop: desktopLabels,
}

function labelsOf<Id extends string>(
  labelled: readonly { readonly id: Id; readonly label: string }[],
): Readonly<Record<Id, string>> {
  // Every id is there: the list is where the type comes from.
  return Object.fromEntries(labelled.map(({ id, label }) => [id, label])) as Record<Id, string>
}
