import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { menu } from '../../core/contract/menu'
import { menuTemplate } from '../../electron/services/menu-template'
import { chooseLanguage, wantedLanguages } from '../../renderer/text/choose-language'
import { english } from '../../renderer/text/en'
import type { Words } from '../../renderer/text/words'

const ROOT = join(import.meta.dirname, '../../renderer')

/** Attributes and properties that somebody reads or hears. */
const SPOKEN =
  /^(aria-(label|description|valuetext|roledescription)|data-tip|tip|title|placeholder|alt|label|listLabel|hint|empty|text|message|nextStep|whyDisabled|reason|summary)$/

/** A word: two letters next to each other. Signs and single letters are the same in every language. */
const WORD = /\p{L}\p{L}/u

/** The words that a component holds itself, with their lines. */
function inlineWords(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []

  function note(node: ts.Node, words: string): void {
    if (!WORD.test(words)) return
    const { line } = source.getLineAndCharacterOfPosition(node.getStart())
    found.push(`${name}:${line + 1}: ${words.trim().replace(/\s+/g, ' ')}`)
  }

  /** What an expression can come to: its literals, and none of what it only compares or passes on. */
  function noteValue(node: ts.Node): void {
    if (ts.isStringLiteralLike(node)) note(node, node.text)
    else if (ts.isTemplateExpression(node))
      note(
        node,
        [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join(' '),
      )
    else if (ts.isArrowFunction(node)) noteValue(node.body)
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(noteValue)
    else if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) noteValue(node.right)
      else if (
        kind === ts.SyntaxKind.PlusToken ||
        kind === ts.SyntaxKind.BarBarToken ||
        kind === ts.SyntaxKind.QuestionQuestionToken
      )
        [node.left, node.right].forEach(noteValue)
    } else if (ts.isParenthesizedExpression(node)) noteValue(node.expression)
  }

  function visit(node: ts.Node): void {
    if (ts.isJsxText(node)) note(node, node.text)
    else if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      noteValue(node.expression)
    else if (ts.isJsxAttribute(node) && SPOKEN.test(node.name.getText(source)) && node.initializer) {
      const { initializer } = node
      noteValue(ts.isJsxExpression(initializer) ? (initializer.expression ?? initializer) : initializer)
    } else if (ts.isPropertyAssignment(node) && SPOKEN.test(node.name.getText(source).replace(/['"]/g, '')))
      noteValue(node.initializer)
    ts.forEachChild(node, visit)
  }

  visit(source)
  return found
}

describe('words in components', () => {
  test('stand in the table of a language, not in the component', () => {
    const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && !file.startsWith('text/'),
    )
    expect(files.length).toBeGreaterThan(50)
    expect(files.flatMap((file) => inlineWords(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
  })

  test.each([
    ['<p>Saved.</p>', 'Saved.'],
    ['<p>{n} nodes</p>', 'nodes'],
    ["<p>{isOn ? words.on : 'off'}</p>", 'off'],
    ["<p>{isOn && 'on'}</p>", 'on'],
    ['<p>{`${n} of ${all}`}</p>', 'of'],
    ['<button aria-label="Close" />', 'Close'],
    ["<button data-tip={tip ?? 'None'} />", 'None'],
    ["<Menu entries={[{ label: 'Rename' }]} />", 'Rename'],
    ["show({ tone: 'info', message: 'Saved.' })", 'Saved.'],
    ["{ whyDisabled: () => 'Nothing to undo' }", 'Nothing to undo'],
  ])('are found in %s', (code, word) => {
    expect(inlineWords('x.tsx', `const x = ${code}`)).toEqual([`x.tsx:1: ${word}`])
  })

  test.each([
    '<p>{words.find.none}</p>',
    '<p>{a} × {b}</p>',
    '<p>{`${a} · ${b}`}</p>',
    '<p class="muted" data-testid="told">{words.find.at(1, 2)}</p>',
    "<p>{kind === 'title' && text}</p>",
    '<input aria-label={names[\'first\']} type="text" />',
  ])('are not seen in %s', (code) => {
    expect(inlineWords('x.tsx', `const x = ${code}`)).toEqual([])
  })
})

/** Another language made out of English: every sentence is reversed, every function gives reversed sentences. */
function reversed<Table>(table: Table): Table {
  return turned(table) as Table
}

function turned(value: unknown): unknown {
  if (typeof value === 'string') return [...value].reverse().join('')
  if (typeof value === 'function')
    return (...values: unknown[]) => turned(Reflect.apply(value, undefined, values))
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, turned(part)]))
}

/** Everything in a table that is neither a sentence, nor a function, nor a table of them. */
function strangers(table: object, path = ''): string[] {
  return Object.entries(table).flatMap(([name, value]: [string, unknown]) => {
    const place = `${path}${name}`
    if (typeof value === 'string') return value === '' ? [place] : []
    if (typeof value === 'function') return []
    return typeof value === 'object' && value !== null ? strangers(value, `${place}.`) : [place]
  })
}

describe('a table', () => {
  const mirrored: Words = reversed(english)

  test('holds sentences and functions, and no empty one', () => {
    expect(strangers(english)).toEqual([])
  })

  test('can be another language: its sentences are used, with its own order of values', () => {
    expect(mirrored.dialogs.close).toBe('esolC')
    expect(mirrored.find.at(3, 12)).toBe('21 fo 3')
    expect(mirrored.dialogs.shortcuts.gestures[2]?.[0]).toBe('mooZ')
    expect(Object.keys(mirrored)).toEqual(Object.keys(english))
  })

  test('has forms for one and for several', () => {
    const forms = Object.values(english.counts).map((form) => [form(1), form(2)])
    for (const [one, two] of forms) expect(`${one}s`.replace('1', '2')).toBe(two)
    expect(forms.length).toBeGreaterThan(5)
  })

  test('names every item of the menu, and the native menu says what it is told', () => {
    for (const { id, label, items } of menu) {
      expect(english.menu.groups[id]).toBe(label)
      for (const item of items) expect(english.menu.items[item.id]).toBe(item.label)
    }
    const labels = (template: ReturnType<typeof menuTemplate>): string[] =>
      template.flatMap(({ label, submenu }) => [
        ...(label === undefined ? [] : [label]),
        ...labels(submenu ?? []),
      ])
    const said = (words?: Words['menu']): string[] =>
      labels(menuTemplate({ platform: 'linux', choose: () => undefined, ...(words && { words }) }))
    expect(said()).toContain('Save As…')
    expect(said(mirrored.menu)).toEqual(said().map((label) => [...label].reverse().join('')))
  })
})

describe('the language', () => {
  test.each([
    [['de'], 'de'],
    [['de-AT', 'en'], 'de'],
    [['fr', 'EN-us'], 'en'],
    [['pt', 'pt-BR'], 'pt-BR'],
    [['fr'], undefined],
    [[], undefined],
  ])('for a wish of %j is %s', (wanted, found) => {
    expect(chooseLanguage(['en', 'de', 'pt-BR'], wanted)).toBe(found)
  })

  test('asked for in the address goes before the system’s', () => {
    expect(wantedLanguages('?empty&lang=de', { languages: ['fr', 'en'] })).toEqual(['de', 'fr', 'en'])
    expect(wantedLanguages('', { languages: ['fr'] })).toEqual(['fr'])
  })
})
