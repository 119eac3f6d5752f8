/**
 * What we use of litegraph.js 0.7.18, and nothing else: its own declarations are of another version and lack the
 * core build. The core build has no node types and needs no `eval` to load.
 */
declare module 'litegraph.js/build/litegraph.core.js' {
  type Vector = Float32Array | [number, number]

  export const LiteGraph: {
    /** Exported by name too, but as undefined: the build forgets to set it. */
    LLink: new (
      id: number,
      type: string | number,
      originId: number,
      originSlot: number,
      targetId: number,
      targetSlot: number,
    ) => Link
    NODE_TITLE_HEIGHT: number
    MAX_NUMBER_OF_NODES: number
    release_link_on_empty_shows_menu: boolean
  }

  export interface Link {
    id: number
    origin_id: number
    origin_slot: number
    target_id: number
    target_slot: number
  }

  export interface InputSlot {
    readonly name: string
    readonly type: string | number
    link: number | null
  }
  export interface OutputSlot {
    readonly name: string
    readonly type: string | number
    links: number[] | null
  }

  export class LGraph {
    _nodes: LGraphNode[]
    links: Record<number, Link>
    list_of_graphcanvas: LGraphCanvas[] | null
    add(node: LGraphNode, skipComputeOrder?: boolean): LGraphNode
    remove(node: LGraphNode): void
    updateExecutionOrder(): void
    setDirtyCanvas(foreground?: boolean, background?: boolean): void
    change(): void
    clear(): void
    getNodeOnPos(x: number, y: number, nodes?: LGraphNode[], margin?: number): LGraphNode | null
  }

  export class LGraphNode {
    constructor(title?: string)
    id: number
    pos: Vector
    size: Vector
    resizable: boolean
    inputs: InputSlot[]
    outputs: OutputSlot[]
    is_selected?: boolean
    mouseOver?: boolean
    getConnectionPos(isInput: boolean, slot: number, out?: Vector): Vector
    isPointInside(x: number, y: number, margin?: number, skipTitle?: boolean): boolean
    connect(slot: number, target: LGraphNode, targetSlot: number): Link | null
    connectByType(slot: number, target: LGraphNode, type: string | number): Link | null
    connectByTypeOutput(slot: number, source: LGraphNode, type: string | number): Link | null
    disconnectInput(slot: number): boolean
    disconnectOutput(slot: number, target?: LGraphNode): boolean
    collapse(): void
    configure(info: unknown): void
    clone(): LGraphNode
  }

  /** Scale and offset: a graph point p is drawn at (p + offset) * scale, in CSS pixels of the canvas. */
  export class DragAndScale {
    scale: number
    offset: [number, number]
    min_scale: number
    max_scale: number
    visible_area: Float32Array
    changeScale(value: number, center: [number, number]): void
    toCanvasContext(ctx: CanvasRenderingContext2D): void
    computeVisibleArea(viewport: [number, number, number, number]): void
  }

  export class LGraphCanvas {
    constructor(
      canvas: HTMLCanvasElement,
      graph: LGraph | null,
      options: { skip_render: boolean; skip_events: boolean },
    )
    graph: LGraph
    canvas: HTMLCanvasElement
    bgcanvas: HTMLCanvasElement
    ctx: CanvasRenderingContext2D
    ds: DragAndScale
    dirty_canvas: boolean
    dirty_bgcanvas: boolean
    set_canvas_dirty_on_mouse_event: boolean
    allow_searchbox: boolean
    allow_reconnect_links: boolean
    selected_nodes: Record<number, LGraphNode>
    visible_nodes: LGraphNode[]
    visible_area: Float32Array
    graph_mouse: [number, number]
    node_dragged: LGraphNode | null
    dragging_canvas: boolean
    dragging_rectangle: Float32Array | null
    connecting_node: LGraphNode | null
    connecting_output: OutputSlot | null
    connecting_input: InputSlot | null
    connecting_slot: number
    connecting_pos: Vector | null
    last_mouse: [number, number]
    pointer_is_down: boolean
    onSelectionChange: (() => void) | null
    processMouseDown(event: MouseEvent): boolean | undefined
    processMouseMove(event: MouseEvent): boolean | undefined
    processMouseUp(event: MouseEvent): boolean | undefined
    processNodeSelected(node: LGraphNode, event: MouseEvent): void
    computeVisibleNodes(nodes: LGraphNode[] | null, out: LGraphNode[]): LGraphNode[]
    selectNodes(nodes: readonly LGraphNode[], add?: boolean): void
    deselectAllNodes(): void
    setDirty(foreground: boolean, background: boolean): void
    draw(forceForeground?: boolean, forceBackground?: boolean): void
    drawFrontCanvas(): void
    drawBackCanvas(): void
    processContextMenu(): void
    processNodeDblClicked(): void
    processKey(): void
    processDrop(): void
    showSearchBox(): void
    showLinkMenu(): boolean
    showConnectionMenu(): boolean
    prompt(): void
    createDialog(): void
    createPanel(): void
    copyToClipboard(): void
    pasteFromClipboard(): void
    deleteSelectedNodes(): void
    checkPanels(): void
  }
}
