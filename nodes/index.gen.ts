// Written by scripts/generate.mjs from the files in this folder. Do not edit: run `npm run generate`.
import type { NodeDefinition } from '../core/nodedef/define-node'
import convConv2d from './conv/conv2d'
import inputLatent from './input/latent'
import normAdain from './norm/adain'
import styleAffine from './style/affine'

export const nodeDefinitions: readonly NodeDefinition[] = [
  convConv2d,
  inputLatent,
  normAdain,
  styleAffine,
]
