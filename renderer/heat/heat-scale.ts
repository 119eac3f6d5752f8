/** Where a figure lies on the scale of colours. */

/** The colours of the scale; `--heat-1` to `--heat-9` in `tokens.css`. */
export const HEAT_STEPS = 9

export type Spread = 'linear' | 'log'

/**
 * The step, 0 to `HEAT_STEPS - 1`, of a `value` above 0. A linear scale goes from nothing to `most`, a logarithmic one from
 * `least` to `most`; where these are the same, that is the most there is.
 */
export function stepOf(value: number, least: number, most: number, spread: Spread): number {
  const place = spread === 'linear' ? value / most : logPlace(value, least, most)
  return Math.min(HEAT_STEPS - 1, Math.floor(place * HEAT_STEPS))
}

function logPlace(value: number, least: number, most: number): number {
  return least === most ? 1 : Math.log(value / least) / Math.log(most / least)
}

const CHANNELS = [0.2126, 0.7152, 0.0722] as const
/** Black and white are equally far from a colour of this luminance. */
const MIDDLE_LUMINANCE = Math.sqrt(1.05 * 0.05) - 0.05

/** Black or white, whichever can be read better on a colour written `rgb(r, g, b)`: at 4.58 to 1 or more. */
export function inkOn(colour: string): string {
  const luminance = (colour.match(/\d+/g) ?? [])
    .slice(0, 3)
    .map((channel) => toLinear(Number(channel) / 255))
    .reduce((sum, channel, index) => sum + channel * (CHANNELS[index] ?? 0), 0)
  return luminance > MIDDLE_LUMINANCE ? '#000000' : '#ffffff'
}

/** sRGB's transfer function, IEC 61966-2-1. */
function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
