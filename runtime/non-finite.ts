import type { PortRef, Document } from '../core/doc/document'
import { warning, type Diagnostic } from '../core/diagnostic/diagnostic'
import { inferAll } from '../core/infer/inference'
import type { Registry } from '../core/nodedef/registry'
import type { Tensor } from '../core/tensor/tensor'
import { portsBehind } from './ports-behind'

/** NaN or infinity anywhere in the values. */
export function isFiniteTensor({ data }: Tensor): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false
  return true
}

/**
 * Names the first node that made NaN or infinity, once some output holds one: every port behind the outputs is run
 * (most are known already) and looked at in flow order.
 */
export async function blameNonFinite(
  document: Document,
  registry: Registry,
  outputs: readonly PortRef[],
  runPorts: (
    ports: readonly PortRef[],
  ) => Promise<readonly { readonly port: PortRef; readonly tensor: Tensor }[] | null>,
): Promise<Diagnostic[]> {
  const inference = inferAll(document, registry)
  const ports = portsBehind(document, registry, inference.topology, outputs)
    .flat()
    .filter((port) => inference.typeOf(port))
  const values = await runPorts(ports)
  const culprit = values?.find(({ tensor }) => !isFiniteTensor(tensor))
  if (!culprit) return []
  return [
    warning(
      'run/not-finite',
      { kind: 'node', ...culprit.port },
      'This node is the first whose output holds NaN or infinity.',
      'Look at its parameters and weights: a division by nothing, a root of a negative number, or values grown too large.',
    ),
  ]
}
