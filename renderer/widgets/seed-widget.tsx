import { Dices } from 'lucide-preact'
import { required } from '../../core/base/assert'
import { words } from '../text/words'
import { IconButton } from '../ui/icon-button'
import { NumberField } from './number-field'
import { scaleOf } from './numeric-spec'
import type { WidgetProps } from './widget'

/** A thrown seed is short enough to remember and to tell somebody. */
const THROWN_SEEDS = 1_000_000

export function SeedWidget({ spec, ...rest }: WidgetProps<'seed'>) {
  return (
    <span class="with-button">
      <NumberField {...rest} scale={required(scaleOf(spec), 'the scale of a seed')} />
      <IconButton
        icon={Dices}
        label={words.params.throwSeed(rest.label)}
        onClick={() => rest.change(Math.floor(Math.random() * THROWN_SEEDS))}
      />
    </span>
  )
}
