import { Dices } from 'lucide-preact'
import { MAX_SEED } from '../../core/nodedef/params'
import { IconButton } from '../ui/icon-button'
import { NumberField } from './number-field'
import type { WidgetProps } from './widget'

/** A thrown seed is short enough to remember and to tell somebody. */
const THROWN_SEEDS = 1_000_000

export function SeedWidget({ id, label, value, problemId, change, complain }: WidgetProps<'seed'>) {
  return (
    <span class="with-button">
      <NumberField
        id={id}
        label={label}
        value={value}
        min={0}
        max={MAX_SEED}
        problemId={problemId}
        stepAt={() => 1}
        drag={(start, pixels) => Math.min(MAX_SEED, Math.max(0, start + Math.round(pixels / 6)))}
        change={change}
        complain={complain}
      />
      <IconButton
        icon={Dices}
        label={`Throw a new ${label}`}
        onClick={() => change(Math.floor(Math.random() * THROWN_SEEDS))}
      />
    </span>
  )
}
