// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- other layers' compilers must find this ambient module too
/// <reference path="./litegraph.d.ts" />
/**
 * The only import of litegraph.js. It keeps the projected graph, the camera and the pointer's gestures. Its files,
 * undo, execution, menus, prompts, search box and clipboard are never used: they run HTML and code out of files.
 */
import { LGraph, LGraphCanvas, LGraphNode, LiteGraph } from 'litegraph.js/build/litegraph.core.js'

export type { InputSlot, OutputSlot } from 'litegraph.js/build/litegraph.core.js'
export { LGraph, LGraphCanvas, LGraphNode }

export const LLink = LiteGraph.LLink

// Our nodes' positions are the card's top left corner: litegraph's title bar would lie above it.
LiteGraph.NODE_TITLE_HEIGHT = 0
LiteGraph.MAX_NUMBER_OF_NODES = Number.POSITIVE_INFINITY
LiteGraph.release_link_on_empty_shows_menu = false
