import type { HeatMeasure } from '../../heat/measures'

const SPOKEN: Readonly<Record<HeatMeasure, string>> = {
  parameters: 'parameters',
  memory: 'memory',
  macs: 'multiply-adds',
  time: 'run time',
  reuse: 'last run',
}

/** The heat laid over the graph, and its legend. */
export const heat = {
  legend: 'Heat on the graph',
  measure: 'Heat',
  choices: {
    off: 'Off',
    parameters: 'Parameters',
    memory: 'Memory',
    macs: 'Multiply-adds',
    time: 'Run time',
    reuse: 'Reuse',
  },
  none: 'none',
  unknown: 'unknown',
  notRun: 'not run',
  ran: 'ran',
  reused: 'reused',
  /** The time of a node that runs as one with others is told at the last of them. */
  runsWith: (node: string) => `with ${node}`,
  figure: (value: string, share: string) => `${value} · ${share}`,
  /** In the outline: `parameters 4.72 M · 18 %`. */
  spoken: (measure: HeatMeasure, figure: string) => `${SPOKEN[measure]} ${figure}`,
  percent: (share: number) => (share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(share * 100)} %`),
  total: (value: string) => `${value} in total`,
  atLeast: (value: string) => `at least ${value} in total`,
  hottest: 'Nodes with the most',
  goTo: (node: string) => `Go to ${node}`,
  unknownNodes: (nodes: string, isOne: boolean) =>
    `${nodes}: unknown, because ${isOne ? 'its sizes are' : 'their sizes are'} not known yet.`,
  countsMemory: 'Weights, and outputs for one sample, as float32.',
  countsMacs: 'For one sample.',
  countsTime: 'Of the last run; nodes that run as one share a colour.',
  prepared: (ms: string) => `${ms} more to prepare.`,
  partsReused: (reused: number, parts: number, share: string) =>
    `${reused} of ${parts} parts reused, ${share} of the work.`,
  notInRun: (nodes: string) => `${nodes} not run: the value is given, or no output needs it.`,
  noRun: 'Nothing has run yet.',
}
