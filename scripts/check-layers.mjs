// `npm run layers`: reads every import of every source file and holds it against the table in layers.mjs.
// Also refuses files that have grown too long to have one reason to change.
import { readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'
import { walkFiles } from './files.mjs'
import { LAYER_FOLDERS, layerOf, MAX_LINES } from './layers.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Everything a file imports, whatever the form.
 * @returns {{ from: string, typeOnly: boolean, line: number }[]}
 */
export function importsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found = []
  const add = (literal, typeOnly) => {
    const line = source.getLineAndCharacterOfPosition(literal.getStart()).line + 1
    found.push({ from: literal.text, typeOnly, line })
  }
  const visit = (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier, isTypeOnly(node.importClause))
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true)
    } else if (ts.isCallExpression(node) && isImportCall(node) && ts.isStringLiteralLike(node.arguments[0])) {
      add(node.arguments[0], false)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isTypeOnly(clause) {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const bindings = clause.namedBindings
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly)
}

function isImportCall(node) {
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require'
  return node.arguments.length > 0 && (node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire)
}

/** What is wrong with one file, a sentence each. @param {string} file relative, with forward slashes */
export function checkFile(file, text) {
  const problems = []
  const layer = layerOf(file)
  if (layer === null) return [`${file}: this file is in no layer; scripts/layers.mjs lists them.`]
  for (const { from, typeOnly, line } of importsOf(file, text)) {
    if (!isAllowed(layer, file, from, typeOnly)) {
      problems.push(`${file}:${line}: ${layer.files} may not import "${from}": ${layer.instead}`)
    }
  }
  const lines = text.split('\n').length
  if (lines > MAX_LINES && !file.endsWith('.gen.ts')) {
    problems.push(`${file}: ${lines} lines, where ${MAX_LINES} is the limit: split it by reason to change.`)
  }
  return problems
}

function isAllowed(layer, file, from, typeOnly) {
  if (from.startsWith('.')) {
    const [path, query] = posix.join(posix.dirname(file), from).split('?')
    const allowed = typeOnly ? [...layer.local, ...(layer.types ?? [])] : layer.local
    // The URL of a worker is a string: it brings no code of the other layer into this one.
    const isWorkerUrl = query !== undefined && /^(worker|url|worker&url)$/.test(query)
    return covers(isWorkerUrl ? [...allowed, ...(layer.types ?? [])] : allowed, path)
  }
  return layer.packages.some((name) =>
    name.endsWith(':') ? from.startsWith(name) : from === name || from.startsWith(`${name}/`),
  )
}

function covers(allowed, path) {
  return allowed.some((entry) => (entry.endsWith('/') ? path.startsWith(entry) : path === entry))
}

export function checkAll(root = ROOT) {
  const files = LAYER_FOLDERS.flatMap((folder) => walkFiles(join(root, folder)))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => relative(root, file).split(sep).join('/'))
  return { files, problems: files.flatMap((file) => checkFile(file, readFileSync(join(root, file), 'utf8'))) }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, problems } = checkAll()
  for (const problem of problems) console.error(problem)
  console.log(`layers: ${files.length} files, ${problems.length} problems`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
