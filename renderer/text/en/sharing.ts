import type { Cause, PictureSize } from '../../../core/file/reproduction'
import { counts } from './counts'

const causes: Readonly<Record<Cause, string>> = {
  'half-precision': 'Half precision keeps three digits.',
  backend: 'It was saved from another backend, and backends round differently.',
  version: 'It was saved by another version of Styleloom.',
  computer: 'Processors differ in the last digit, and so do the forms that run fastest on them.',
}

function size({ width, height, samples }: PictureSize): string {
  return `${samples} × ${width} × ${height} px`
}

/** Graphs from others: does the picture reproduce, and where are the weights? */
export const sharing = {
  identical: 'Reproduces the saved picture',
  identicalTip: (version: string, backend: string) =>
    `Every pixel is as it was when the file was saved, by version ${version} on ${backend}.`,
  close: (largest: number) => `Reproduces the saved picture within ${largest} of 255`,
  closeTip: (cause: Cause, pixels: string, compared: number, of: number) =>
    `${causes[cause]} ${pixels} % of the pixels differ${compared < of ? `, in the first ${compared} of ${of} samples` : ''}.`,
  differs: (largest: number) => `Differs from the saved picture by up to ${largest} of 255`,
  differsTip: (output: string, pixels: string) => `${output}: ${pixels} % of the pixels differ.`,
  differsUnknown: 'Differs from the saved picture',
  differsUnknownTip: (output: string) =>
    `${output}: the file holds no picture to compare with, only a hash of it.`,
  size: 'Another size than the saved picture',
  sizeTip: (output: string, now: PictureSize, saved: PictureSize) =>
    `${output} gives ${size(now)}; saved were ${size(saved)}.`,
  gone: 'A saved picture is not made any more',
  goneTip: (output: string) => `${output} gave a picture when the file was saved, and gives none now.`,
  standIns: (nodes: number) =>
    `${counts.nodes(nodes)} ${nodes === 1 ? 'runs' : 'run'} on stand-ins for missing values`,
  standInsTip: 'The picture is not the one that was saved: weights or pictures of the graph are missing.',
  compare: 'Compare…',
  compareTitle: 'The saved picture and the present one',
  saved: 'Saved',
  now: 'Now',
  savedBy: (version: string, backend: string) => `Saved by version ${version} on ${backend}.`,
  cause: (cause: Cause) => causes[cause],
  locate: 'Locate…',
  searching: 'Searching the weights folder',
  lookingInto: (file: string) => `Looking into ${file}`,
  notFoundIn: (file: string) => `${file} does not help`,
  found: (found: number, left: number, file: string) =>
    left === 0
      ? `${file} holds what was missing.`
      : `${file} holds ${counts.values(found)} of what was missing; ${left} ${left === 1 ? 'is' : 'are'} still to be found.`,
  missing: (count: number) =>
    `${counts.values(count)} of the graph could not be found; stand-ins run in ${count === 1 ? 'its' : 'their'} place.`,
  nothingMissing: 'Nothing is missing',
  folder: 'Weights folder',
  folderHint: 'Weights and pictures that a graph misses are looked for here, by what they are.',
  noFolder: 'None',
  choose: 'Choose…',
  forget: 'Forget',
  noFolders: 'This browser gives web pages no folders.',
}
