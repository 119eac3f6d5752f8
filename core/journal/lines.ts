/**
 * How a journal's lines lie in its text: eight hex digits of CRC-32, a space, JSON in ASCII, a line feed. A line that was
 * being written when the power went has no line feed or another checksum, and is told from a whole one by that.
 */
import { crc32 } from '../base/crc32'
import { encodeUtf8 } from '../base/utf8'
import { asciiJson } from '../image/png-text'

const CHECK_DIGITS = 8

/** One line, its line feed included: ASCII, so that a text can be cut at any byte. */
export function frameLine(content: object): string {
  const json = asciiJson(JSON.stringify(content))
  return `${checkOf(json)} ${json}\n`
}

export interface FramedLines {
  /** The contents of the lines up to the first that is not as it was written. */
  readonly whole: readonly unknown[]
  /** Lines that follow it, itself included, without the torn one at the end. */
  readonly lost: number
}

export function parseLines(text: string): FramedLines {
  const whole: unknown[] = []
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at)
    // The last line is torn: nobody was told that it had been kept.
    if (end < 0) break
    const content = parseLine(text.slice(at, end))
    if (content === undefined) return { whole, lost: countTornOff(text, at) }
    whole.push(content)
    at = end + 1
  }
  return { whole, lost: 0 }
}

function parseLine(line: string): unknown {
  const json = line.slice(CHECK_DIGITS + 1)
  if (line[CHECK_DIGITS] !== ' ' || checkOf(json) !== line.slice(0, CHECK_DIGITS)) return undefined
  try {
    return JSON.parse(json)
  } catch (thrown) {
    // The checksum of something else: not ours, and as good as torn.
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

function countTornOff(text: string, from: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

function checkOf(json: string): string {
  return crc32(encodeUtf8(json)).toString(16).padStart(CHECK_DIGITS, '0')
}
