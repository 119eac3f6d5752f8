import type { NodeDefinition } from './define-node'
import { paramProblem } from './params'

/** What is wrong with a definition itself, as sentences for its author. Tests run this over every node type. */
export function checkDefinition(definition: NodeDefinition): string[] {
  const problems: string[] = []
  const { type, version, title, summary, help, params, inputs, outputs, cases, migrations = [] } = definition
  if (!/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(type)) problems.push(`type ${type} is not category/name`)
  if (!Number.isInteger(version) || version < 1) problems.push('version must be a whole number from 1')
  if (!/^[A-Z]/.test(title) || title.length > 30)
    problems.push('title must start with a capital and have at most 30 characters')
  if (!isSentence(summary) || summary.length > 140)
    problems.push('summary must be one sentence of at most 140 characters')
  if (!/Source: /.test(help)) problems.push('help must name the source of its formula ("Source: ...")')

  for (const [name, { doc }] of Object.entries({ ...inputs, ...outputs })) {
    if (!isIdentifier(name)) problems.push(`port ${name} is not a plain name`)
    if (!isSentence(doc)) problems.push(`port ${name} needs a sentence`)
  }
  for (const [key, spec] of Object.entries(params)) {
    if (!isIdentifier(key)) problems.push(`parameter ${key} is not a plain name`)
    if (!isSentence(spec.doc)) problems.push(`parameter ${key} needs a sentence`)
    const problem = paramProblem(spec, spec.default)
    if (problem !== null) problems.push(`the default of ${key} ${problem}`)
  }
  for (const key of Object.keys(definition.visible ?? {})) {
    if (!Object.hasOwn(params, key)) problems.push(`visible names ${key}, which is no parameter`)
  }

  const names = new Set<string>()
  if (cases.length === 0) problems.push('there are no cases')
  for (const example of cases) {
    if (names.has(example.name)) problems.push(`two cases are called ${example.name}`)
    names.add(example.name)
    for (const port of Object.keys(example.in ?? {})) {
      if (!Object.hasOwn(inputs, port)) problems.push(`case ${example.name} feeds ${port}, which is no input`)
    }
    for (const port of Object.keys(example.out ?? {})) {
      if (!Object.hasOwn(outputs, port))
        problems.push(`case ${example.name} expects ${port}, which is no output`)
    }
    for (const [key, value] of Object.entries(example.params ?? {})) {
      const spec = Object.hasOwn(params, key) ? params[key] : undefined
      const problem = spec ? paramProblem(spec, value) : 'is unknown'
      if (problem !== null) problems.push(`case ${example.name}: ${key} ${problem}`)
    }
    if ((example.out === undefined) === (example.error === undefined)) {
      problems.push(`case ${example.name} must expect either shapes or an error`)
    }
  }

  const steps = migrations.map((migration) => migration.to)
  const wanted = Array.from({ length: version - 1 }, (_, i) => i + 2)
  if (steps.join() !== wanted.join())
    problems.push(`migrations must lead to versions ${wanted.join(', ') || '(none)'}`)
  return problems
}

function isSentence(text: string): boolean {
  return /^[A-Z0-9].*[.!?)]$/s.test(text)
}

function isIdentifier(text: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(text)
}
