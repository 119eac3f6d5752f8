/** Sizes and times. A value is written out already. */
export const units = {
  /** For counts: `23.6 M`. */
  powers: { tera: 'T', giga: 'G', mega: 'M', kilo: 'k' },
  ms: (value: number) => `${value} ms`,
  underMs: '< 1 ms',
  seconds: (value: string) => `${value} s`,
  bytes: { one: 'B', kibi: 'KiB', mebi: 'MiB', gibi: 'GiB' },
}
