import type { Result } from '../base/result'
import { ok } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { readChunks, writeChunks } from './png-chunks'

/** Size, palette, what is transparent, pixels: all that a picture's values come from. */
const NEEDED = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT'])

/**
 * The same PNG without what programs and cameras write beside the pixels: texts, places, times, profiles. The very same
 * bytes when there is nothing of the kind. The pixels are not looked at.
 */
export function plainPng(png: Uint8Array): Result<Uint8Array, Diagnostic> {
  const chunks = readChunks(png)
  if (!chunks.ok) return chunks
  const needed = chunks.value.filter(({ type }) => NEEDED.has(type))
  const plain = writeChunks([...needed, { type: 'IEND', data: new Uint8Array() }])
  return ok(plain.length === png.length ? png : plain)
}
