import { Ruler } from 'lucide-preact'
import type { Action } from './action'

export const calibrate: Action = {
  id: 'run.calibrate',
  icon: Ruler,
  isEnabled: ({ calibration, live }) => !calibration.isMeasuring.value && live.state.value.backend !== null,
  whyDisabled: ({ calibration }) =>
    calibration.isMeasuring.value ? 'It is being measured' : 'The engine is not ready',
  async run({ calibration, notices }) {
    const measured = await calibration.measure()
    notices.show(
      measured.ok
        ? {
            tone: 'info',
            message: 'This computer was measured. The engine goes by it from the next start on.',
          }
        : { tone: 'error', message: `This computer was not measured: ${measured.error}.` },
    )
  },
}
