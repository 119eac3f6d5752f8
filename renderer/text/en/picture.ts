/** The live picture and its status. */
export const picture = {
  panel: 'Picture',
  outputs: 'Outputs',
  live: 'Live picture',
  noOutput: 'Nothing to show yet',
  noOutputHint: 'Connect an Image output to see a picture.',
  lastGood: 'Last good picture',
  none: 'No picture',
  noneHint: 'No picture could be made. See Problems.',
  hint: 'The picture appears here.',
  statuses: {
    starting: 'Starting the engine…',
    running: 'Running…',
    idle: 'Up to date',
    stopped: 'Stopped until the next edit',
  },
  took: (compile: string, run: string) => `Compiled in ${compile}, ran in ${run}.`,
  fallback: (backend: string) => `${backend} (fallback)`,
  run: 'Run',
  runningNode: (node: string) => `Running ${node}`,
  cancel: 'Cancel',
}
