import { required } from '../../core/base/assert'
import { NumberField } from './number-field'
import { NumberSlider } from './number-slider'
import { scaleOf } from './numeric-spec'
import type { WidgetProps } from './widget'

export function NumberWidget({ spec, ...rest }: WidgetProps<'int'> | WidgetProps<'float'>) {
  const scale = required(scaleOf(spec), 'the scale of a number')
  return (
    <>
      <NumberField {...rest} scale={scale} unit={spec.unit} />
      {scale.hasSlider && <NumberSlider {...rest} scale={scale} />}
    </>
  )
}
