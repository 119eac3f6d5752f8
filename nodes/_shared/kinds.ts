/** Groups of kinds that ports accept together; the first is what an open port stands for. */

/** Values on pixels, N × C × H × W. */
export const MAP_KINDS = ['features', 'image', 'noise'] as const

/** Every tensor a network works on: maps, latents, w and styles. */
export const VALUE_KINDS = [...MAP_KINDS, 'latent', 'w', 'styles'] as const
