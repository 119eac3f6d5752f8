/** The command palette. */
export const commands = {
  title: 'Command palette',
  field: 'Search commands',
  list: 'Commands',
  placeholder: 'What do you want to do?',
  empty: 'No command fits.',
}
