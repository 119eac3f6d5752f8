/** The web build's copy for use without a network. */
export const offline = {
  kept: 'Styleloom now opens without a network too.',
  keptStep: 'Reload once, and it computes on all processor cores.',
  newer: 'A new version is ready.',
  newerStep: 'Reload to use it; you can finish what you are doing first.',
  reload: 'Reload',
  failed: (reason: string) => `The copy for use without a network could not be made: ${reason}.`,
  notWhole: 'a file could not be fetched as this version lists it; the next start tries again',
}
