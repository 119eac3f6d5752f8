// Written by scripts/generate.mjs from the files in this folder. Do not edit: run `npm run generate`.
import type { NodeDefinition } from '../core/nodedef/define-node'
import activationLeakyRelu from './activation/leaky-relu'
import activationRelu from './activation/relu'
import activationSigmoid from './activation/sigmoid'
import activationTanh from './activation/tanh'
import arithmeticAdd from './arithmetic/add'
import arithmeticBias from './arithmetic/bias'
import arithmeticConcat from './arithmetic/concat'
import arithmeticFade from './arithmetic/fade'
import arithmeticMultiply from './arithmetic/multiply'
import arithmeticSlice from './arithmetic/slice'
import convAveragePool from './conv/average-pool'
import convBlur from './conv/blur'
import convConv2d from './conv/conv2d'
import convMaxPool from './conv/max-pool'
import convToRgb from './conv/to-rgb'
import convUpConv from './conv/up-conv'
import convUpsample from './conv/upsample'
import graphBlockInput from './graph/block-input'
import graphBlockOutput from './graph/block-output'
import graphFrame from './graph/frame'
import graphNote from './graph/note'
import graphReroute from './graph/reroute'
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
import normBatch from './norm/batch'
import normGroup from './norm/group'
import normInstance from './norm/instance'
import normLayer from './norm/layer'
import normPixel from './norm/pixel'
import outputImage from './output/image'
import outputTensor from './output/tensor'
import styleAffine from './style/affine'
import styleBlend from './style/blend'
import styleStatistics from './style/statistics'

export const nodeDefinitions: readonly NodeDefinition[] = [
  activationLeakyRelu,
  activationRelu,
  activationSigmoid,
  activationTanh,
  arithmeticAdd,
  arithmeticBias,
  arithmeticConcat,
  arithmeticFade,
  arithmeticMultiply,
  arithmeticSlice,
  convAveragePool,
  convBlur,
  convConv2d,
  convMaxPool,
  convToRgb,
  convUpConv,
  convUpsample,
  graphBlockInput,
  graphBlockOutput,
  graphFrame,
  graphNote,
  graphReroute,
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
  normBatch,
  normGroup,
  normInstance,
  normLayer,
  normPixel,
  outputImage,
  outputTensor,
  styleAffine,
  styleBlend,
  styleStatistics,
]
