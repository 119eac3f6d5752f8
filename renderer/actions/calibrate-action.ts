import { Ruler } from 'lucide-preact'
import { words } from '../text/words'
import type { Action } from './action'

export const calibrate: Action = {
  id: 'run.calibrate',
  icon: Ruler,
  isEnabled: ({ calibration, live }) => !calibration.isMeasuring.value && live.state.value.backend !== null,
  whyDisabled: ({ calibration }) =>
    calibration.isMeasuring.value ? words.actions.measuring : words.actions.engineNotReady,
  async run({ calibration, notices }) {
    const measured = await calibration.measure()
    notices.show(
      measured.ok
        ? { tone: 'info', message: words.actions.measured }
        : { tone: 'error', message: words.actions.notMeasured(measured.error) },
    )
  },
}
