import { drawResolution } from './_shared/resolution'

export const styleganResolution = drawResolution({
  id: 'stylegan-resolution',
  title: 'StyleGAN Resolution',
  summary: `One resolution of StyleGAN's synthesis network, up to 64 px: doubles a feature map (nearest neighbour, 3 × 3 conv, blur) and refines it with a second conv. After each conv come noise, bias, leaky ReLU and an AdaIN whose scale and bias are read from w.

Set "resolution after" to twice the side of the map that comes in, and the rows of w to the layer's place in the generator. NVIDIA's networks have 512 feature maps up to 32 px and 256 at 64 px.

Source: Karras et al. 2019, figure 1b; block and layer_epilogue in NVlabs/stylegan.`,
  resolution: 8,
  isFused: false,
})
