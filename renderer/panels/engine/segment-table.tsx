import { ArrowDown, Check } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { gigaflops } from '../../../core/contract/run-account'
import type { SegmentAccount } from '../../../core/contract/engine-types'
import { expand } from '../../../core/doc/expand'
import { useWorkspace } from '../../app/workspace'
import { reasonWords } from '../../state/account-words'
import { words } from '../../text/words'
import { formatCount, formatMs, formatNumber } from '../../ui/format'
import { goToRunNode } from '../go-to'

type Order = 'flow' | 'time'

/** More rows than this are shown on demand only: each run draws them anew. */
const MOST_ROWS = 150

/** A row a segment: the nodes that run as one model. */
export function SegmentTable({ account }: { readonly account: readonly SegmentAccount[] }) {
  const [order, setOrder] = useState<Order>('time')
  const [showsAll, setShowsAll] = useState(false)
  const ordered = order === 'flow' ? account : [...account].sort((a, b) => timeOf(b) - timeOf(a))
  const rows = showsAll ? ordered : ordered.slice(0, MOST_ROWS)
  const longest = Math.max(...account.map(timeOf))
  return (
    <div class="segment-table" tabIndex={0} role="group" aria-label={words.account.table}>
      <table>
        <thead>
          <tr>
            <SortHead
              label={words.account.node}
              asks="flow"
              order={order}
              choose={setOrder}
              tip={words.account.nodeTip}
            />
            <SortHead
              label={words.account.time}
              asks="time"
              order={order}
              choose={setOrder}
              tip={words.account.timeTip}
            />
            <th scope="col">{words.account.why}</th>
            <th scope="col" class="number" data-tip={words.account.macsTip}>
              {words.account.macs}
            </th>
            <th scope="col" class="number" data-tip={words.account.gflopsTip}>
              {words.account.gflops}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((entry) => (
            <SegmentRow key={entry.root} entry={entry} longest={longest} />
          ))}
        </tbody>
      </table>
      {rows.length < account.length && (
        <button type="button" class="link-button more-rows" onClick={() => setShowsAll(true)}>
          {words.account.showOthers(account.length - rows.length)}
        </button>
      )}
    </div>
  )
}

interface SortHeadProps {
  readonly label: string
  readonly asks: Order
  readonly order: Order
  readonly choose: (order: Order) => void
  readonly tip: string
}

function SortHead({ label, asks, order, choose, tip }: SortHeadProps) {
  const isOn = order === asks
  const sorted = asks === 'flow' ? 'ascending' : 'descending'
  return (
    <th scope="col" class={asks === 'time' ? 'time' : undefined} aria-sort={isOn ? sorted : 'none'}>
      <button type="button" class="sort" data-tip={tip} onClick={() => choose(asks)}>
        {label} <ArrowDown size={11} class={isOn ? 'on' : 'off'} aria-hidden="true" />
      </button>
    </th>
  )
}

function SegmentRow({ entry, longest }: { readonly entry: SegmentAccount; readonly longest: number }) {
  const workspace = useWorkspace()
  const { root, nodes, ran, runMs, prepareMs, macs } = entry
  const record = expand(workspace.root.document).nodes.get(root)
  const gflops = ran ? gigaflops(macs, runMs) : null
  const others = nodes.filter((node) => node !== root)
  return (
    <tr class={ran ? 'ran' : 'reused'} data-segment={root}>
      <th scope="row">
        <button
          type="button"
          class="link-button"
          onClick={() => goToRunNode(root, workspace)}
          data-tip={others.length > 0 ? words.account.segmentOf([...others, root]) : undefined}
        >
          {record?.title ?? root}
        </button>
        {others.length > 0 && <span class="muted"> {words.account.andNodes(others.length)}</span>}
      </th>
      <td class="time">
        {ran ? (
          <span
            class="time-cell"
            data-tip={
              prepareMs > 0 ? words.account.timeParts(formatMs(runMs), formatMs(prepareMs)) : undefined
            }
          >
            <TimeBar run={runMs / longest} prepare={prepareMs / longest} />
            {formatMs(timeOf(entry))}
          </span>
        ) : (
          <span class="time-cell">
            <Check size={12} aria-hidden="true" /> {words.account.reused}
          </span>
        )}
      </td>
      <td class="why" data-tip={ran ? entry.reason : undefined}>
        {reasonWords(entry)}
      </td>
      <td class="number">{macs > 0 ? formatCount(macs) : '–'}</td>
      <td class="number">{gflops === null ? '–' : formatNumber(gflops, 3)}</td>
    </tr>
  )
}

function TimeBar({ run, prepare }: { readonly run: number; readonly prepare: number }) {
  return (
    <span class="time-bar" aria-hidden="true">
      <span class="run" style={{ width: `${run * 100}%` }} />
      <span class="prepare" style={{ width: `${prepare * 100}%` }} />
    </span>
  )
}

function timeOf({ runMs, prepareMs }: SegmentAccount): number {
  return runMs + prepareMs
}
