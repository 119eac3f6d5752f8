import type { MemoryPartId } from '../../state/memory-parts'
import { counts } from './counts'

const memoryParts: Readonly<Record<MemoryPartId, string>> = {
  weights: 'Weights',
  sessions: 'Sessions',
  heap: 'Rest of the heap',
  results: 'Results',
  room: 'Room for results',
}

/** What the engine did in its runs and what it holds. Times, sizes and counts come with their units. */
export const account = {
  panel: 'Engine account',
  none: 'Nothing has run yet.',
  /** Behind a time in bold. */
  on: (backend: string) => `on ${backend}`,
  /** Behind the time of the run. */
  toPrepare: (time: string) => `+ ${time} to prepare`,
  runAndPrepare: (run: string, prepare: string) => `${run} + ${prepare} to prepare`,
  ranReused: (ran: number, segments: number, percent: number) =>
    `${ran} of ${counts.segments(segments)} ran · ${percent} % reused`,
  speed: (gflops: string) => `${gflops} GFLOP/s`,
  since: (runs: readonly string[]) => `Since the graph was opened: ${runs.join('; ')}.`,
  runsOn: (runs: number, backend: string, running: string, preparing: string) =>
    `${counts.runs(runs)} on ${backend}, ${running} running and ${preparing} preparing`,

  run: 'Run',
  runTold: (number: number, what: string, time: string, backend: string, ran: number, segments: number) =>
    `Run ${number}: ${what} · ${time} on ${backend} · ${ran} of ${segments} ran`,
  runKey: 'run',
  prepareKey: 'prepare',
  /** Behind both keys of the plot. */
  lastRuns: (shown: number, all: number) => `the last ${shown} of ${all}`,

  memoryParts,
  memory: (parts: readonly string[], budget: string) =>
    `Memory: ${parts.join(', ')}; budget of results ${budget}`,
  memoryPart: (part: string, size: string) => `${part} ${size}`,
  memoryTip: (part: string, size: string) => `${part}: ${size}`,
  /** Behind the size of the results. */
  ofBudget: (budget: string) => `of ${budget}`,

  table: 'Segments of the last run',
  node: 'Node',
  nodeTip: 'In the order of the flow',
  time: 'Time',
  timeTip: 'The longest first',
  why: 'Why',
  macs: 'MACs',
  macsTip: 'Multiply-adds of its nodes as drawn, for the batch that ran',
  gflops: 'GFLOP/s',
  gflopsTip: 'Achieved speed: two operations a multiply-add',
  showOthers: (count: number) => `Show the other ${count}`,
  segmentOf: (nodes: readonly string[]) => `Ends the segment of ${nodes.join(', ')}`,
  /** Behind the node that a segment ends with. */
  andNodes: (others: number) => `+ ${counts.nodes(others)}`,
  timeParts: (run: string, prepare: string) => `${run} run + ${prepare} prepare`,
  reused: 'reused',

  wasKnown: 'Its result was known',
  allKnown: 'Everything was known',
  moreChanged: (names: readonly string[], more: number) => `${names.join(', ')} and ${more} more changed`,

  lastRun: 'Last run',
  runsWith: 'Runs with',
  wasReused: 'Reused',
  nothingRan: 'nothing ran',
  multiplyAdds: 'Multiply-adds',
}
