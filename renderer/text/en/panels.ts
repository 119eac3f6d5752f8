/** The drawer below the canvas, and the list of problems in it. */
export const panels = {
  drawer: 'Problems and engine',
  height: 'Height of the panel',
  noProblems: 'No problems',
  problems: 'Problem list',
  nothingToMend: 'Nothing to mend.',
  engine: 'Engine',
  allReused: 'all reused',
  ran: (time: string, ran: number, segments: number) => `${time} · ${ran} of ${segments} ran`,
  inspected: 'Inspected',
}
