import { parseArgs } from 'node:util'
import { APP_VERSION } from '../core/app-version'
import { formatDiagnostic } from '../core/diagnostic/diagnostic'
import { UsageError, type Arguments, type CommandSpec } from './command'
import { calibrateCommand } from './commands/calibrate'
import { checkCommand } from './commands/check'
import { diffCommand } from './commands/diff'
import { exportCommand } from './commands/export'
import { importCommand } from './commands/import'
import { infoCommand } from './commands/info'
import { nodesCommand } from './commands/nodes'
import { renderCommand } from './commands/render'
import { rewritesCommand } from './commands/rewrites'

export const COMMANDS: readonly CommandSpec[] = [
  importCommand,
  renderCommand,
  exportCommand,
  checkCommand,
  infoCommand,
  diffCommand,
  nodesCommand,
  rewritesCommand,
  calibrateCommand,
]

export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Runs one command line. Exit code 0: done; 1: the input's fault, printed as diagnostics; 2: called wrongly. */
export async function runCli(argv: readonly string[], { out, err }: Streams): Promise<0 | 1 | 2> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    ;(name === undefined ? err : out)(helpText())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    out(`${APP_VERSION}\n`)
    return 0
  }
  const command = COMMANDS.find((spec) => spec.name === name)
  if (!command) {
    err(`There is no command ${name}.\n\n${helpText()}`)
    return 2
  }
  try {
    const args = parse(command, rest)
    if (args.flag('help')) {
      out(`styleloom ${command.usage}\n\n${command.summary}\n`)
      return 0
    }
    const result = await command.run(args)
    const json = args.flag('json')
    if (result.ok) {
      out(json ? `${JSON.stringify(result.value.json, null, 2)}\n` : result.value.text)
      return 0
    }
    if (json) out(`${JSON.stringify({ ok: false, diagnostics: result.error }, null, 2)}\n`)
    else err(result.error.map((diagnostic) => `${formatDiagnostic(diagnostic)}\n`).join(''))
    return 1
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem
    err(`${problem.message}\nUsage: styleloom ${command.usage}\n`)
    return 2
  }
}

function parse(command: CommandSpec, argv: readonly string[]): Arguments {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }> = {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
  }
  for (const [option, spec] of Object.entries(command.options ?? {}))
    options[option] = { type: 'string', ...spec }
  for (const flag of command.flags ?? []) options[flag] = { type: 'boolean' }

  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (problem) {
    // parseArgs throws only for the caller's mistakes, in sentences.
    throw new UsageError(problem instanceof Error ? problem.message : String(problem))
  }
  const { positionals, values } = parsed
  const { min, max } = command.positionals
  if (values['help'] !== true && (positionals.length < min || positionals.length > max)) {
    throw new UsageError(
      positionals.length < min
        ? 'An argument is missing.'
        : `There is no use for ${positionals.slice(max).join(' ')}.`,
    )
  }
  return {
    positionals,
    value(option) {
      const value = values[option]
      return typeof value === 'string' ? value : undefined
    },
    values(option) {
      const value = values[option]
      return Array.isArray(value)
        ? value.filter((item) => typeof item === 'string')
        : typeof value === 'string'
          ? [value]
          : []
    },
    flag: (option) => values[option] === true,
  }
}

function helpText(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length))
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `Styleloom ${APP_VERSION}: style-based generators as graphs.\n\nUsage: styleloom COMMAND ...\n\n${lines.join('\n')}\n\n\`styleloom COMMAND --help\` says more. Exit codes: 0 done, 1 something is wrong with the input, 2 called wrongly.\n`
}
