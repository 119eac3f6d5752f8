/** Numbers of things. */
export const counts = {
  documents: (count: number) => (count === 1 ? '1 graph' : `${count} graphs`),
  nodes: (count: number) => (count === 1 ? '1 node' : `${count} nodes`),
  wires: (count: number) => (count === 1 ? '1 wire' : `${count} wires`),
  outputs: (count: number) => (count === 1 ? '1 output' : `${count} outputs`),
  values: (count: number) => (count === 1 ? '1 value' : `${count} values`),
  segments: (count: number) => (count === 1 ? '1 segment' : `${count} segments`),
  runs: (count: number) => (count === 1 ? '1 run' : `${count} runs`),
  errors: (count: number) => (count === 1 ? '1 error' : `${count} errors`),
  warnings: (count: number) => (count === 1 ? '1 warning' : `${count} warnings`),
}
