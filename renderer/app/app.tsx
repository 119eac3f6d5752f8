import { LiveRegions } from '../announce/live-regions'
import { GraphCanvas } from '../canvas/graph-canvas'
import { CanvasMenu } from '../canvas/canvas-menu'
import { CommandPalette } from '../command-palette/command-palette'
import { DialogLayer } from '../dialogs/dialog-layer'
import { TabBar } from '../documents/tab-bar'
import { DropOverlay } from '../drops/drop-overlay'
import { SkipLink } from '../focus/skip-link'
import { Inspector } from '../inspector/inspector'
import { NoticeList } from '../notices/notice-list'
import { GraphOutline } from '../outline/graph-outline'
import { PalettePanel } from '../palette/palette-panel'
import { Drawer } from '../panels/drawer'
import { PicturePanel } from '../panels/picture-panel'
import { NodeSearch } from '../search/node-search'
import { words } from '../text/words'
import { Toolbar } from '../toolbar/toolbar'
import { TooltipLayer } from '../ui/tooltip'
import { WorkspaceContext, type Workspace } from './workspace'

export function App({ workspace }: { readonly workspace: Workspace }) {
  return (
    <WorkspaceContext.Provider value={workspace}>
      <SkipLink />
      <Toolbar />
      <TabBar />
      <main class="workbench">
        <PalettePanel />
        <GraphOutline />
        <div class="stage">
          <GraphCanvas />
          <Drawer />
        </div>
        <aside class="side" aria-label={words.app.side} data-drafts>
          <PicturePanel />
          <Inspector />
        </aside>
      </main>
      <NodeSearch />
      <CommandPalette />
      <CanvasMenu />
      <NoticeList />
      <DialogLayer />
      <TooltipLayer />
      <DropOverlay />
      <LiveRegions />
    </WorkspaceContext.Provider>
  )
}
