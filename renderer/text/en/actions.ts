/** Actions: their words of the moment, and why they cannot run now. What they are called is in the menu's table. */
export const actions = {
  undo: (step: string) => `Undo ${lowerFirst(step)}`,
  redo: (step: string) => `Redo ${lowerFirst(step)}`,
  nothingToUndo: 'Nothing to undo',
  nothingToRedo: 'Nothing to redo',
  nothingSelected: 'Nothing is selected',
  noNodeSelected: 'No node is selected',
  noOutputSelected: 'No output is selected',
  needsSelected: (least: number) => `Needs ${least} selected nodes`,
  deleteReconnectStep: 'Delete and reconnect',
  stopBypassing: 'Stop Bypassing',
  unmute: 'Unmute',
  stopInspecting: 'Stop Inspecting',
  emptyGraph: 'The graph is empty',
  noPicture: 'There is no picture yet',
  running: 'It is running',
  notRunning: 'Nothing is running',
  nothingRan: 'Nothing has run yet',
  engineStopped: 'The engine has stopped',
  engineNotReady: 'The engine is not ready',
  measuring: 'It is being measured',
  measured: 'This computer was measured. The engine goes by it from the next start on.',
  notMeasured: (reason: string) => `This computer was not measured: ${reason}.`,
  copied: (text: string) => `Copied ${text}.`,
  notCopied: (text: string) => `The clipboard cannot be written here. The text is: ${text}`,
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
