import { chooseLanguage, wantedLanguages } from './choose-language'
import { english } from './en'

/** Every word the window says, in one table per language. A table that lacks a sentence does not compile. */
export type Words = typeof english

/** The languages there are. Another one is a folder beside `en` and a line here. */
const languages: ReadonlyMap<string, Words> = new Map([['en', english]])

/** The language of the window, as the page's `lang` attribute has it. It never changes while the window is open. */
export const language = chooseLanguage(languages.keys(), wanted()) ?? 'en'

/** The chosen language's table. */
export const words: Words = languages.get(language) ?? english

function wanted(): readonly string[] {
  // Tests and tools have no window.
  if (typeof location === 'undefined' || typeof navigator === 'undefined') return []
  return wantedLanguages(location.search, navigator)
}
