/** Numbers as people read them. */
import { words } from '../text/words'

/** At most `digits` significant digits, without trailing zeros: `1.414`, `1e-8`, `512`. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value)
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value)
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return trimExponent(value.toExponential(digits - 1))
  return String(Number(value.toPrecision(digits)))
}

function trimExponent(text: string): string {
  return text.replace(/\.?0*e\+?/, 'e')
}

const SIZES = [
  [1e12, words.units.powers.tera],
  [1e9, words.units.powers.giga],
  [1e6, words.units.powers.mega],
  [1e3, words.units.powers.kilo],
] as const

/** `23.6 M`, `1.05 k`, `512`: three significant digits. */
export function formatCount(value: number): string {
  for (const [size, suffix] of SIZES) {
    if (value >= size) return `${Number((value / size).toPrecision(3))} ${suffix}`
  }
  return formatNumber(value)
}

/** `8 ms`, `1.2 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return words.units.underMs
  if (ms < 999.5) return words.units.ms(Math.round(ms))
  return words.units.seconds((ms / 1000).toFixed(ms < 10_000 ? 1 : 0))
}

/** Short times as they are compared: `0.24 ms`, `8.2 ms`, `132 ms`, `1.2 s`. */
export function formatMs(ms: number): string {
  if (ms >= 999.5) return formatDuration(ms)
  return words.units.ms(ms >= 99.5 ? Math.round(ms) : Number(ms.toPrecision(2)))
}

const BYTES = words.units.bytes

/** `16 B`, `512 MiB`, `1.5 GiB`: two or three significant digits. */
export function formatBytes(bytes: number): string {
  if (bytes > 0 && bytes < 1000) return `${bytes} ${BYTES.one}`
  const [size, unit] =
    bytes >= 2 ** 30
      ? [2 ** 30, BYTES.gibi]
      : bytes >= 2 ** 20
        ? [2 ** 20, BYTES.mebi]
        : [2 ** 10, BYTES.kibi]
  const amount = bytes / size
  return `${amount >= 100 ? Math.round(amount) : Number(amount.toPrecision(2))} ${unit}`
}
