/** Automatic layout. */
export const arrange = {
  layOut: 'Lay out',
  stopLayout: 'Stop Laying Out',
  stop: 'Stop',
  needsTwo: 'The graph has fewer than two nodes',
  layingOut: (count: number) => `Laying out ${count} nodes …`,
  failed: (reason: string) => `The graph could not be laid out: ${reason}`,
  notLoaded: 'its worker could not be loaded.',
  tryAgain: 'Choose Arrange, Lay Out again, or lay out a smaller selection.',
}
