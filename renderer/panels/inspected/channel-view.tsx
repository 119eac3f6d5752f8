import { useMemo, useState } from 'preact/hooks'
import type { ChannelGrid } from '../../../core/contract/engine-types'
import { isPlain } from '../../actions/keys'
import { words } from '../../text/words'
import { channelAt, channelPixels, gridPixels, layoutGrid } from './channel-pixels'
import { CrispCanvas } from './crisp-canvas'

/** The maps of the channels, and one of them as large as there is room: the one pointed at, else the one chosen last. */
export function ChannelView({ grid }: { readonly grid: ChannelGrid }) {
  const [chosen, setChosen] = useState(0)
  const [hovered, setHovered] = useState<number | null>(null)
  const layout = useMemo(() => layoutGrid(grid), [grid.width, grid.height, grid.shown])
  const all = useMemo(() => gridPixels(grid, layout), [grid, layout])
  const channel = Math.min(hovered ?? chosen, grid.shown - 1)
  const large = useMemo(() => channelPixels(grid, channel), [grid, channel])

  function under(event: MouseEvent & { readonly currentTarget: Element }): number | null {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return channelAt(grid, layout, (event.clientX - left) / width, (event.clientY - top) / height)
  }

  function step(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -layout.columns, ArrowDown: layout.columns }[
      event.key
    ]
    if (by === undefined || !isPlain(event)) return
    event.preventDefault()
    setChosen(Math.max(0, Math.min(grid.shown - 1, chosen + by)))
  }

  return (
    <>
      <figure
        class="channel-grid"
        role="slider"
        tabIndex={0}
        aria-label={words.inspected.channel}
        aria-valuemin={0}
        aria-valuemax={grid.shown - 1}
        aria-valuenow={channel}
        onKeyDown={step}
      >
        <CrispCanvas
          pixels={all}
          mark={cellOf(channel, layout)}
          mostWidth={400}
          label={words.inspected.maps(grid.shown)}
          onPointerMove={(event) => setHovered(under(event))}
          onPointerLeave={() => setHovered(null)}
          onClick={(event) => setChosen(under(event) ?? chosen)}
        />
        <figcaption class="muted" data-tip={words.inspected.mapsTip}>
          {words.inspected.channels(grid.shown, grid.channels)}
        </figcaption>
      </figure>
      <figure class="channel-large">
        <CrispCanvas pixels={large} mostWidth={240} label={words.inspected.mapOf(channel)} />
        <figcaption class="muted">{words.inspected.channelAt(channel)}</figcaption>
      </figure>
    </>
  )
}

function cellOf(channel: number, { columns, rows }: { readonly columns: number; readonly rows: number }) {
  return {
    left: (channel % columns) / columns,
    top: Math.floor(channel / columns) / rows,
    width: 1 / columns,
    height: 1 / rows,
  }
}
