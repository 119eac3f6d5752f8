import { drawResolution } from './_shared/resolution'

export const styleganResolutionFused = drawResolution({
  id: 'stylegan-resolution-fused',
  title: 'StyleGAN Resolution, Fused',
  summary: `One resolution of StyleGAN's synthesis network from 128 px on: as StyleGAN Resolution, but upsampling and the first conv are one transposed conv, at less than half the multiply-adds.

Its first conv keeps its kernel the other way round, so that weights of one form do not fit the other. NVIDIA's networks have 128 feature maps at 128 px, 64 at 256, 32 at 512 and 16 at 1024.

Source: Karras et al. 2019, figure 1b; upscale2d_conv2d with fused_scale in NVlabs/stylegan.`,
  resolution: 128,
  isFused: true,
})
