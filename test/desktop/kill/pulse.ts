/**
 * What counts as a second: a computer that is busy with much else may stand still for longer than one, and then nothing is
 * written, whoever waits. So time is counted in answers of the disk.
 */
export const PULSE_MS = 20
export const PULSES_A_SECOND = 40
