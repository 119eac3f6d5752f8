/** What can be laid over the graph as heat. */
export const HEAT_MEASURES = ['parameters', 'memory', 'macs', 'time', 'reuse'] as const
export type HeatMeasure = (typeof HEAT_MEASURES)[number]
/** Known before anything runs. */
export type CostMeasure = Exclude<HeatMeasure, 'time' | 'reuse'>

export const HEAT_CHOICES = ['off', ...HEAT_MEASURES] as const
export type HeatChoice = (typeof HEAT_CHOICES)[number]
