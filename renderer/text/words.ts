import { english } from './en'

/** Every word the window says, in one table per language. A table that lacks a sentence does not compile. */
export type Words = typeof english

/** The chosen language's table. It never changes while the window is open. */
export const words: Words = english
