/** What is asked when a graph cannot simply be saved over its file. */
export const saving = {
  title: (file: string) => `Save “${file}”?`,
  keepsBackup: (file: string) =>
    `If you save over it, the other version stays beside it as “${file}.backup”.`,
  keepsNone: 'If you save over it, the other version is lost.',
  over: 'Save Over It',
  there: 'Save It There Again',
  choose: 'Choose Where…',
  saveAs: 'Save As…',
  compare: 'Compare',
}
