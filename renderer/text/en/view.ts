/** The canvas: camera, minimap, wires. */
export const view = {
  canvas: 'Graph',
}
