/** Of a summary, what a small place has room for; the rest stands in the inspector. */
export function firstParagraph(text: string): string {
  return text.split('\n\n', 1)[0] ?? text
}
