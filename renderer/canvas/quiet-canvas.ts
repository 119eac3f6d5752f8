import type { GraphProjection } from './graph-projection'
import { LGraphCanvas } from './litegraph'

/** litegraph's canvas without the parts that show HTML, read the clipboard, take keys or change its graph. */
export class QuietCanvas extends LGraphCanvas {
  constructor(canvas: HTMLCanvasElement, { graph }: GraphProjection) {
    super(canvas, null, { skip_render: true, skip_events: true })
    // `attachCanvas` refuses subclasses; this is all it does.
    this.graph = graph
    this.graph.list_of_graphcanvas = [this]
    this.allow_searchbox = false
    this.set_canvas_dirty_on_mouse_event = false
  }

  override processContextMenu(): void {}
  override processNodeDblClicked(): void {}
  override processKey(): void {}
  override processDrop(): void {}
  override showSearchBox(): void {}
  override showLinkMenu(): boolean {
    return false
  }
  override showConnectionMenu(): boolean {
    return false
  }
  override prompt(): void {}
  override createDialog(): void {}
  override createPanel(): void {}
  override copyToClipboard(): void {}
  override pasteFromClipboard(): void {}
  override deleteSelectedNodes(): void {}
  override checkPanels(): void {}
}
