/** The tabs of the open graphs. */
export const documents = {
  tabs: 'Open graphs',
  tab: (name: string, isSaved: boolean) => (isSaved ? name : `${name}, unsaved changes`),
  close: (name: string) => `Close ${name}`,
  add: 'New graph',
  menu: { close: 'Close', closeOthers: 'Close Others', left: 'Move Left', right: 'Move Right' },
  onlyOne: 'There is one graph open.',
}
