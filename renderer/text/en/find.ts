/** Find in graph, and lists that are searched. */
export const find = {
  title: 'Find in graph',
  list: 'Nodes found',
  placeholder: 'Title, type, parameter or 16x16',
  empty: 'No node fits.',
  previous: 'Previous',
  next: 'Next',
  close: 'Close',
  none: 'None',
  found: (count: number) => `${count} found`,
  at: (index: number, count: number) => `${index} of ${count}`,
  kinds: { type: 'type', parameter: 'parameter', shape: 'output' },
  more: (count: number) => `${count} more: type more words to narrow them.`,
}
