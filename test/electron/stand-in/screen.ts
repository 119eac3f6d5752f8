import { beginning } from './display'
import { createEvents } from './events'
import { isReady } from './lifecycle'
import { strict } from './strict'

function displays(): Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'scaleFactor'>[] {
  if (!isReady()) throw new Error("The 'screen' module can't be used before the app 'ready' event")
  return beginning.displays.map(({ scaleFactor, ...bounds }, index) => ({
    id: index + 1,
    bounds,
    workArea: bounds,
    scaleFactor,
  }))
}

/** The displays that the test gave this run; the first is the primary one. */
export const screen = strict('screen', {
  ...createEvents('screen', ['display-added', 'display-removed', 'display-metrics-changed']),
  getAllDisplays: displays,
  getPrimaryDisplay: () => displays()[0],
}) satisfies Partial<Record<keyof Electron.Screen, unknown>>
