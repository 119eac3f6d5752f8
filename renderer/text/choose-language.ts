/**
 * The language to speak: the first of the wanted ones that there is a table for. `de` is good for a wish of `de-AT`;
 * undefined when none is there.
 */
export function chooseLanguage(present: Iterable<string>, wanted: readonly string[]): string | undefined {
  const known = new Map([...present].map((tag) => [tag.toLowerCase(), tag]))
  for (const tag of wanted) {
    const whole = tag.toLowerCase()
    const found = known.get(whole) ?? known.get(whole.replace(/-.*/, ''))
    if (found !== undefined) return found
  }
  return undefined
}

/** What the address asks for (`?lang=de`) goes before what the browser or the system is set to. */
export function wantedLanguages(
  search: string,
  navigator: { readonly languages: readonly string[] },
): readonly string[] {
  const asked = new URLSearchParams(search).get('lang')
  return [...(asked === null ? [] : [asked]), ...navigator.languages]
}
