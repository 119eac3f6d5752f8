import { Dices, RotateCcw } from 'lucide-preact'
import { MAX_SEED } from '../../core/nodedef/params'
import type { NodeRecord } from '../../core/doc/document'
import type { WeightSpec } from '../../core/nodedef/define-node'
import { weightCount } from '../../core/infer/cost'
import { formatDims, isKnown } from '../../core/tensor/wire-type'
import { useWorkspace } from '../app/workspace'
import { words } from '../text/words'
import { formatCount } from '../ui/format'
import { IconButton } from '../ui/icon-button'

interface Props {
  readonly record: NodeRecord
  readonly weights: Readonly<Record<string, WeightSpec>>
}

/** The node's trainable tensors: their sizes, and whether they were loaded or drawn. */
export function WeightsSection({ record, weights }: Props) {
  const { edit } = useWorkspace()
  const entries = Object.entries(weights)
  if (entries.length === 0) return null
  const isDrawn = entries.some(([name, spec]) => !record.weights?.[name] && spec.init.kind === 'normal')
  return (
    <div class="weights" role="group" aria-label={words.inspector.weights}>
      <div class="section-head">
        <h3>{words.inspector.weights}</h3>
        {isDrawn && (
          <IconButton
            icon={Dices}
            size={15}
            label={words.inspector.drawAnew}
            onClick={() =>
              edit({ type: 'weights/reseed', node: record.id, seed: Math.floor(Math.random() * MAX_SEED) })
            }
          />
        )}
      </div>
      <table>
        <tbody>
          {entries.map(([name, spec]) => {
            const isLoaded = record.weights?.[name] !== undefined
            const count = weightCount(spec)
            return (
              <tr key={name} data-tip={spec.doc}>
                <th scope="row">{name}</th>
                <td class="dims">
                  <code>{formatDims(spec.dims)}</code>
                </td>
                <td class="count">{isKnown(count) ? formatCount(count) : '?'}</td>
                <td class="origin">
                  {isLoaded ? words.inspector.loaded : words.inspector.initial}
                  {isLoaded && (
                    <IconButton
                      icon={RotateCcw}
                      size={12}
                      label={words.inspector.takeBack(name)}
                      onClick={() =>
                        edit({ type: 'weights/bind', node: record.id, weights: { [name]: null } })
                      }
                    />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
