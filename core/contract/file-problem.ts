/** What the world did to a file, as a value: the same sentences in the app, in the browser and on the command line. */
export interface FileProblem {
  readonly code: FileProblemCode
  /** One sentence that names the file. */
  readonly message: string
  /** One sentence: what to do about it. */
  readonly nextStep: string
}

export type FileProblemCode = keyof typeof SENTENCES

interface Sentence {
  readonly message: (file: string, detail: string) => string
  readonly nextStep: string
}

const SENTENCES = {
  'not-found': {
    message: (file) => `There is no file "${file}".`,
    nextStep: 'It may have been moved or renamed: check its name and its place.',
  },
  'no-permission': {
    message: (file) => `You are not allowed to use "${file}".`,
    nextStep: 'Choose another place, or ask for access to this one.',
  },
  'read-only': {
    message: (file) => `"${file}" is on a disk that cannot be written.`,
    nextStep: 'Save to another place.',
  },
  'read-only-file': {
    message: (file) => `"${file}" is write-protected.`,
    nextStep: 'Save under another name, or take its protection off.',
  },
  'read-only-folder': {
    message: (file) => `You are not allowed to write in the folder of "${file}".`,
    nextStep: 'Save to another folder, or ask for access to this one.',
  },
  'folder-gone': {
    message: (file) => `The folder of "${file}" is not there any more.`,
    nextStep: 'Put it back or connect its drive and save again, or save to another place.',
  },
  'drive-gone': {
    message: (file) => `The drive of "${file}" does not answer.`,
    nextStep: 'Connect it again and repeat this, or choose another place.',
  },
  'changed-on-disk': {
    message: (file) => `"${file}" was changed elsewhere since it was opened or saved here.`,
    nextStep: 'Save over it, or save under another name to keep both.',
  },
  'gone-from-disk': {
    message: (file) => `"${file}" was moved, renamed or deleted since it was opened or saved here.`,
    nextStep: 'Save it there again, or save under another name.',
  },
  'folder-in-the-way': {
    message: (file) => `Where "${file}" would be saved, there is a folder of that name.`,
    nextStep: 'Save under another name.',
  },
  'file-in-the-way': {
    message: (file) => `The folder that "${file}" goes into cannot be made: a file has its name.`,
    nextStep: 'Save to another folder, or as a .loom file, which carries its weights.',
  },
  'link-leads-out': {
    message: (file) => `A link leads "${file}" out of the graph's folder, where it would not be found again.`,
    nextStep: 'Save to another folder, or as a .loom file, which carries its weights.',
  },
  'asked-too-late': {
    message: (file) =>
      `"${file}" is ready, but the browser lets a page ask for a place only right after a click.`,
    nextStep: 'Choose now where to save it.',
  },
  'disk-full': {
    message: (file) => `The disk has no room for "${file}"; what was there before is untouched.`,
    nextStep: 'Free some space or save to another disk.',
  },
  'too-large': {
    message: (file, detail) => `"${file}" is too large: ${detail}.`,
    nextStep: 'Choose a smaller file.',
  },
  'too-large-to-save': {
    message: (file, detail) => `"${file}" would be too large: ${detail}.`,
    nextStep: 'Leave out some weights or pictures, or save to another disk.',
  },
  'is-folder': {
    message: (file) => `"${file}" is a folder.`,
    nextStep: 'Choose a file.',
  },
  busy: {
    message: (file) => `Another program is using "${file}".`,
    nextStep: 'Close it there and try again.',
  },
  'name-too-long': {
    message: (file) => `The name "${file}" is too long for this disk.`,
    nextStep: 'Choose a shorter name.',
  },
  'weights-folder-gone': {
    message: (file) => `The weights folder "${file}" is not there any more.`,
    nextStep: 'Connect its drive, or choose another weights folder in the settings.',
  },
  'weights-folder-closed': {
    message: (file) => `The browser asks anew before the weights folder "${file}" may be read.`,
    nextStep: 'Choose it once more in the settings, then open the graph again.',
  },
  'outside-folder': {
    message: (file) => `The graph asks for "${file}", which is not below its own folder, so it was not read.`,
    nextStep: 'Put the file beside the graph and correct its name there.',
  },
  unreachable: {
    message: (file) => `A web page cannot see "${file}" beside the graph.`,
    nextStep:
      'Choose the graph and its weight files together, or use a .loom file, which carries its weights.',
  },
  offline: {
    message: (file, detail) => `"${file}" could not be fetched: ${detail}.`,
    nextStep: 'Check that Styleloom is still being served, and try again.',
  },
  failed: {
    message: (file, detail) => `"${file}" could not be used: ${detail}.`,
    nextStep: 'Try again, or choose another place.',
  },
} as const satisfies Record<string, Sentence>

export const fileProblemCodes = Object.keys(SENTENCES) as readonly FileProblemCode[]

/** `file` is a name, never a path; `detail` is the system's own reason, or the numbers of both sides. */
export function fileProblem(
  code: FileProblemCode,
  file: string,
  detail = 'no reason was given',
): FileProblem {
  const { message, nextStep } = SENTENCES[code]
  return { code, message: message(file, detail), nextStep }
}

/** The largest file we read or write at once, in bytes: what one buffer holds and one message carries everywhere. */
export const MAX_FILE_BYTES = 2 ** 31 - 1

/** The problem with a file of this size, or null. */
export function checkFileSize(file: string, bytes: number, limit = MAX_FILE_BYTES): FileProblem | null {
  if (bytes <= limit) return null
  return fileProblem('too-large', file, `${sizes(bytes, limit)} can be read`)
}

/** The problem with writing a file of this size, or null. */
export function checkSavedSize(file: string, bytes: number, limit = MAX_FILE_BYTES): FileProblem | null {
  if (bytes <= limit) return null
  return fileProblem('too-large-to-save', file, `${sizes(bytes, limit)} can be written`)
}

function sizes(bytes: number, limit: number): string {
  return `${inMegabytes(bytes)} MB, where at most ${inMegabytes(limit)} MB`
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)
}
