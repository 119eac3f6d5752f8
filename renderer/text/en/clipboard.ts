/** Copying and pasting. */
export const clipboard = {
  noNodes: 'No node is selected',
  noGraph: 'The clipboard holds no nodes.',
  noGraphNext: 'Copy some in this window or another, then paste.',
  unreadable: 'The clipboard cannot be read from a menu here.',
  unreadableNext: (key: string) => `Press ${key} with the canvas in focus.`,
  onlyHere: 'The nodes were copied for this window only: the system’s clipboard cannot be written here.',
  tooLong: (length: number, most: number) =>
    `The clipboard holds ${(length / 1e6).toFixed(1)} million characters; up to ${most / 1e6} million are read.`,
  tooLongNext: 'Open the graph as a file instead.',
  broken: (why: string) => `The copied graph cannot be pasted: ${why}`,
  missing: (names: readonly string[]) => {
    const shown = names.slice(0, 3).join(', ')
    const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
    return names.length === 1
      ? `The values of ${shown} are not in this window.`
      : `The values of ${shown}${more} are not in this window.`
  },
  missingNext:
    'Open the graph they come from in this window and copy the nodes there, or reset these values in the inspector.',
}
