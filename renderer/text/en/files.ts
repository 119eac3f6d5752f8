/** Opening, importing, saving and exporting. */
export const files = {
  /** In place of a name that nobody could ask for. */
  picked: 'the chosen file',
  opening: (file: string) => `Opening ${file}`,
  saving: (file: string) => `Saving ${file}`,
  exporting: (file: string) => `Exporting ${file}`,
  saved: (file: string) => `Saved ${file}.`,
  savedWithout: (file: string, missing: readonly string[]) =>
    `Saved ${file}, without what is missing: ${listSome(missing)}.`,
  wouldLack: (file: string, missing: readonly string[]) =>
    `${file} is not saved yet, because it could lose what is missing here: ${listSome(missing)}.`,
  wouldLackStep: 'Save under another name to keep the file as it is.',
  leaveOut: 'Save Without Them',
  exported: (file: string) => `Exported ${file}.`,
  imported: (file: string, scheme: string, unused: readonly string[]) =>
    `Imported ${file} (${scheme}).${unused.length === 0 ? '' : ` Not used: ${listSome(unused)}.`}`,
  notOpened: (file: string) => `${file} could not be opened`,
  notOpenedText: 'Nothing was changed. What is wrong in the file:',
  isOpenHere: (file: string) => `${file} is open already.`,
  isOpenTwice: (file: string) =>
    `${file} is open once more, as it is now: it was changed elsewhere since it was opened.`,
  isOpen: (file: string) => `${file} is open`,
  isOpenText: 'Something in it needs a look:',
  notImported: (file: string) => `${file} could not be imported`,
  nothingChanged: 'Nothing was changed.',
  notSaved: (file: string) => `${file} could not be saved`,
  untouched: 'Your file is untouched.',
  nothingWritten: 'Nothing was written.',
  notExportable: 'The graph cannot be exported yet',
  mendFirst: 'Mend these first:',
  noPicture: 'There is no picture to save yet.',
  answerWas: (status: number) => `the answer was ${status}`,
}

const MOST_NAMES = 5

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ')
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown
}
