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
    message: (file) => `There is no file "${file}" any more.`,
    nextStep: 'It may have been moved or renamed: choose it again.',
  },
  'no-permission': {
    message: (file) => `You are not allowed to use "${file}".`,
    nextStep: 'Choose another place, or ask for access to this one.',
  },
  'read-only': {
    message: (file) => `"${file}" is on a disk that cannot be written.`,
    nextStep: 'Save to another place.',
  },
  'disk-full': {
    message: (file) => `The disk has no room for "${file}"; what was there before is untouched.`,
    nextStep: 'Free some space or save to another disk.',
  },
  'too-large': {
    message: (file, detail) => `"${file}" is too large: ${detail}.`,
    nextStep: 'Choose a smaller file.',
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

/** The largest file we read at once, in bytes: what one buffer holds and one message carries everywhere. */
export const MAX_FILE_BYTES = 2 ** 31 - 1

/** The problem with a file of this size, or null. */
export function checkFileSize(file: string, bytes: number, limit = MAX_FILE_BYTES): FileProblem | null {
  if (bytes <= limit) return null
  return fileProblem(
    'too-large',
    file,
    `${inMegabytes(bytes)} MB, where at most ${inMegabytes(limit)} MB can be read`,
  )
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)
}
