/** Mouse, trackpad, pen and fingers. */
export const pointer = {
  wheel: 'Wheel',
  wheelChoices: { auto: 'By device', zoom: 'Zooms', pan: 'Moves' },
  wheelHint: 'By device: a wheel zooms, two fingers on a trackpad move the view. Pinch and Ctrl always zoom.',
}
