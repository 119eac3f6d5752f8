/** Blocks to add: those that come with the program and the graph's own. */
export const blocks = {
  category: 'Blocks',
  builtIn: 'built-in',
  inGraph: 'in this graph',
  /** Of a part of the palette's blocks. */
  group: (origin: string) => `Blocks, ${origin}`,
  added: (title: string) => `Added as a block of this graph: ${title}.`,
  addedNext: 'Each node that stands for it has its own weights and settings.',
  another: (title: string, count: number) =>
    `Added another ${title}: editing the block changes ${count === 2 ? 'both' : `all ${count}`}.`,
  pasted: (nodes: number, titles: readonly string[]) => {
    const what = nodes === 1 ? '1 node that shares' : `${nodes} nodes that share`
    const named = titles.slice(0, 3).join(', ')
    const more = titles.length > 3 ? ` and ${titles.length - 3} more` : ''
    return `Pasted ${what} the block${titles.length === 1 ? '' : 's'} ${named}${more}.`
  },
  unlink: 'Unlink',
  unlinkStep: (title: string) => `Unlink ${title}`,
  unlinked: (titles: readonly string[]) => `Unlinked as ${titles.join(', ')}.`,
  gone: 'There is nothing left to unlink.',
  addStep: (title: string) => `Add ${title}`,
  pasteStep: (nodes: number) => (nodes === 1 ? 'Paste 1 node' : `Paste ${nodes} nodes`),
}
