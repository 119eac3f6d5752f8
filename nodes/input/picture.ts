import { assert } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { defineNode } from '../../core/nodedef/define-node'
import { param, type PictureRef } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { UNKNOWN, wireType } from '../../core/tensor/wire-type'

const EXAMPLE: PictureRef = { sha256: sha256Hex(new Uint8Array()), width: 5, height: 3, name: 'example.png' }

export default defineNode({
  type: 'input/picture',
  version: 1,
  title: 'Picture',
  summary: 'A picture of yours as an image on a wire: content or style for AdaIN.',
  help: `image = pixel / 127.5 − 1, 1 × 3 × H × W at the picture's own size: black is −1, white is 1. Transparency is left out. An exported model holds the picture as a constant.

Networks that expect [0, 1], such as the VGG of AdaIN style transfer, need (image + 1) / 2 first.

Source: the pixel scaling of NVlabs/stylegan (convert_images_to_uint8), backwards.`,
  keywords: ['photo', 'image', 'file', 'png', 'content', 'style image', 'load'],
  inputs: {},
  outputs: { image: port('image', 'The pixels in [−1, 1], 1 × 3 × height × width.') },
  params: {
    picture: param.picture({ doc: 'The picture to read; drop one here.' }),
  },
  infer(_types, { picture }, report) {
    if (picture === null) {
      report.error(
        'input/no-picture',
        { param: 'picture' },
        'No picture has been chosen yet.',
        'Choose a picture or drop one on the node.',
      )
    }
    return { image: wireType('image', [1, 3, picture?.height ?? UNKNOWN, picture?.width ?? UNKNOWN]) }
  },
  emit(g, _inputs, { picture }) {
    assert(picture !== null, 'a picture node is emitted without a picture')
    const image = g.source('image', {
      dims: [1, 3, picture.height, picture.width],
      key: `picture:${picture.sha256}:${picture.height}x${picture.width}`,
      make: () => g.picture(picture),
      inExport: 'constant',
    })
    return { image }
  },
  cases: [
    { name: 'a picture 5 px wide', params: { picture: EXAMPLE }, out: { image: [1, 3, 3, 5] } },
    { name: 'asks for a picture', error: 'input/no-picture' },
  ],
})
