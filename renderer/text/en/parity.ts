import { counts } from './counts'

/** The comparison of WebGPU with WASM. Differences come as `0.0021 %`. */
export const parity = {
  title: 'WebGPU against WASM',
  what: 'Every node runs on both, and their values are compared.',
  whatNow: 'Every node runs on both, and their values are compared. You can stop at any time.',
  failed: 'The two could not be compared.',
  compared: 'Nodes compared',
  progress: (done: number, total: number, node: string) => `${done} of ${total} nodes compared; now ${node}`,
  starting: 'Starting…',

  /** In bold, with `onAll` behind it. */
  agree: 'WebGPU and WASM agree',
  onAll: (values: number) => `on all ${counts.values(values)}.`,
  largest: (difference: string, node: string, tolerated: string) =>
    `The largest difference is ${difference} of the range, at ${node}; up to ${tolerated} is the rounding of graphics cards.`,
  /** In bold; `: ` and one of the next two follow. */
  firstToDiffer: (node: string) => `${node} is the first node that differs`,
  differsBy: (difference: string, tolerated: string) =>
    `by ${difference} of its range, where ${tolerated} is tolerated.`,
  onlyOneFinite: 'only one of the two gives NaN or infinity.',
  advice:
    'What lies behind it cannot be right either. Choose WASM in Settings for this graph; the report, saved with the graph, shows others what is wrong.',

  node: 'Node',
  output: 'Output',
  shape: 'Shape',
  difference: 'Difference',
  firstMark: 'First that differs',
  took: (adapter: string, runtime: string, webgpu: string, wasm: string) =>
    `${adapter}, ${runtime}. WebGPU took ${webgpu}, WASM ${wasm}.`,
  save: 'Save Report with the Graph…',
  again: 'Compare Again',
  stop: 'Stop',

  none: 'none',
  nonFinite: 'NaN or infinity',
  percent: (value: string) => `${value} %`,
  /** The problem that the first node which differs gets. */
  problem: {
    by: (difference: string) => `its values differ by ${difference} of their range`,
    onlyOneFinite: 'only one of the two gives NaN or infinity',
    message: (by: string, tolerated: string) =>
      `This node is the first where WebGPU gives something else than WASM: ${by}, and ${tolerated} is tolerated.`,
    step: 'Choose WASM in the settings for this graph, and save the report with the graph if you want to tell of it.',
  },
}
