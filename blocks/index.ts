import type { BlockData } from '../core/doc/block'
import { adainStyleTransfer } from './adain-style-transfer'
import { styledLayer } from './styled-layer'
import { styleganFirstBlock } from './stylegan-first-block'
import { styleganResolution } from './stylegan-resolution'
import { styleganResolutionFused } from './stylegan-resolution-fused'
import { toRgbWithFade } from './to-rgb-with-fade'

/**
 * The blocks that come with the program. None is part of a graph until it is added; then its definition is the graph's own
 * and a later version of the program does not change it.
 */
export const builtInBlocks: readonly BlockData[] = [
  styleganFirstBlock,
  styleganResolution,
  styleganResolutionFused,
  styledLayer,
  toRgbWithFade,
  adainStyleTransfer,
]
