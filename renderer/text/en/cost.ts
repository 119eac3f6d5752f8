/** What nodes cost, in the inspector. */
export const cost = {
  title: 'Cost',
  parameters: 'Parameters',
  macs: 'Multiply-adds a sample',
  weights: 'Weights',
  outputs: 'Outputs a sample',
  memory: 'Memory',
  unknown: 'unknown',
  none: 'none',
  atLeast: (value: string) => `at least ${value}`,
  parametersTip: 'Trainable values. Buffers such as the average w do not count.',
  weightsTip: 'All weights as float32, buffers included.',
  outputsTip: 'All outputs for one sample as float32, whether or not a run keeps them.',
  memoryTip: 'Weights and outputs together.',
}
