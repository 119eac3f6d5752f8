/** The formula of a node type: the first sentence of its help that is one; null where the help begins otherwise. */
export function formulaOf(help: string): string | null {
  const [paragraph = ''] = help.split('\n')
  // Decimal points and dots in `0 ... 3` end no sentence.
  const end = /[.:;](?=\s+\p{Lu})/u.exec(paragraph)?.index ?? paragraph.length
  const sentence = paragraph.slice(0, end).replace(/\.$/, '')
  return /^\S[^.]{0,24}\s[=~←≈]\s/u.test(sentence) ? sentence : null
}
