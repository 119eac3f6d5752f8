import type { ExpressionProblem } from '../../widgets/expression'

/** Parameters, in the inspector and on a node's face. */
export const params = {
  pin: (label: string) => `Pin ${label} to the node`,
  unpin: (label: string) => `Take ${label} off the node`,
  reset: (label: string) => `Reset ${label}`,
  more: (label: string) => `More for ${label}`,
  resetEntry: 'Reset',
  copyEntry: 'Copy Name for the Command Line',
  pinEntry: 'Pin to Node',
  unpinEntry: 'Take off the Node',
  slider: (label: string) => `${label} slider`,
  editor: (label: string, node: string) => `${label} of ${node}`,
  result: (value: string) => `= ${value}`,
  on: 'on',
  off: 'off',
  noText: 'no text',
  noPicture: 'no picture',
  /** A switch that is off, on a node. */
  not: (label: string) => `no ${label}`,
  throwSeed: (label: string) => `Throw a new ${label}`,
  pictureSize: (name: string, width: number, height: number) => `${name}, ${width} × ${height}`,
  emptyPicture: 'No picture',
  choosePicture: 'Choose a picture',
  replacePicture: 'Replace the picture',
  removePicture: 'Remove the picture',
  pictureLeftOut: (file: string) => `${file} was not set: the node that it was chosen for is gone.`,
  choose: 'Choose…',
  replace: 'Replace…',
  notWhole: (typed: string, value: string, nearest: string) =>
    typed === value
      ? `${value} is not a whole number. The nearest is ${nearest}.`
      : `“${typed}” is ${value}, which is not a whole number. The nearest is ${nearest}.`,
  badExpression,
}

/** Where it stops making sense, in words. */
function badExpression({ kind, at, found }: ExpressionProblem, text: string): string {
  const before = text.slice(0, at).trim()
  const place = before === '' ? 'at the start' : `after “${before}”`
  switch (kind) {
    case 'empty':
      return 'A number is missing. Esc brings the last one back.'
    case 'too-long':
      return `This is longer than the ${at} characters that a number may take.`
    case 'no-value':
      return `A number is missing ${place}.`
    case 'unclosed':
      return `The bracket ${place} is not closed.`
    case 'not-finite':
      return `“${found}” is not a finite number.`
    case 'unexpected':
      return `“${found}” cannot stand ${place}.`
  }
}
