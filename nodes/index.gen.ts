// Written by scripts/generate.mjs from the files in this folder. Do not edit: run `npm run generate`.
import type { NodeDefinition } from '../core/nodedef/define-node'
import convConv2d from './conv/conv2d'
import inputConstant from './input/constant'
import inputLatent from './input/latent'
import inputNoise from './input/noise'
import inputNumber from './input/number'
import inputPicture from './input/picture'
import mappingInterpolate from './mapping/interpolate'
import mappingMlp from './mapping/mlp'
import mappingPixelNorm from './mapping/pixel-norm'
import mappingStyleMix from './mapping/style-mix'
import mappingTruncation from './mapping/truncation'
import noiseInject from './noise/inject'
import normAdain from './norm/adain'
import outputImage from './output/image'
import outputTensor from './output/tensor'
import styleAffine from './style/affine'
import styleBlend from './style/blend'
import styleStatistics from './style/statistics'

export const nodeDefinitions: readonly NodeDefinition[] = [
  convConv2d,
  inputConstant,
  inputLatent,
  inputNoise,
  inputNumber,
  inputPicture,
  mappingInterpolate,
  mappingMlp,
  mappingPixelNorm,
  mappingStyleMix,
  mappingTruncation,
  noiseInject,
  normAdain,
  outputImage,
  outputTensor,
  styleAffine,
  styleBlend,
  styleStatistics,
]
