/** The values on the wires that are looked into. */
export const inspected = {
  panel: 'Inspected values',
  /** Around the key of Inspect, which stands in brackets where there is one. */
  hint: {
    before: 'No wire is inspected. Select a wire or a node and choose Inspect',
    after: ': its values are shown here after every run.',
  },
  noValue: 'No value yet: nothing has run that makes it.',
  stop: (port: string) => `Stop inspecting ${port}`,
  figures: { min: 'min', max: 'max', mean: 'mean', std: 'std' },
  nonFinite: (count: string) => `${count} NaN or infinite`,
  allFinite: 'All values are finite',
  histogram: (count: string, from: string, to: string) =>
    `Histogram: most values, ${count}, lie between ${from} and ${to}`,
  channel: 'Channel',
  maps: (shown: number) => `Maps of the first ${shown} channels`,
  mapsTip: 'Each channel of the first sample, from its least (black) to its largest value',
  channels: (shown: number, all: number) => (shown < all ? `${shown} of ${all} channels` : `${all} channels`),
  mapOf: (channel: number) => `Map of channel ${channel}`,
  channelAt: (channel: number) => `channel ${channel}`,
}
