import type { LinkId, NodeId } from '../base/ids'

/**
 * What is wrong with the user's input, as data: where, in a sentence, and what to do next.
 * Diagnostics are collected, never thrown; a list is shown whole.
 */
export interface Diagnostic {
  /** Stable, `area/what-is-wrong`. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly place: Place
  /** One sentence in the user's words, naming both sides of a disagreement and their numbers. */
  readonly message: string
  /** One sentence: what to do about it. */
  readonly nextStep?: string
}

export type Place =
  | { readonly kind: 'graph' }
  | { readonly kind: 'node'; readonly node: NodeId; readonly port?: string; readonly param?: string }
  | { readonly kind: 'link'; readonly link: LinkId }
  /** `path` is where in the file: `nodes/mapping/params/width`, `header/conv.weight`, `byte 812`. */
  | { readonly kind: 'file'; readonly path: string; readonly file?: string }

export function error(code: string, place: Place, message: string, nextStep?: string): Diagnostic {
  return { code, severity: 'error', place, message, ...(nextStep === undefined ? {} : { nextStep }) }
}

export function warning(code: string, place: Place, message: string, nextStep?: string): Diagnostic {
  return { code, severity: 'warning', place, message, ...(nextStep === undefined ? {} : { nextStep }) }
}

/** The diagnostic every file reader makes: `path` is the place inside the file. */
export function fileError(code: string, path: string, message: string, nextStep?: string): Diagnostic {
  return error(code, { kind: 'file', path }, message, nextStep)
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error')
}

/** `mapping.width`, `link l3`, `g.loom: nodes/z`: the place as the command line prints it. */
export function formatPlace(place: Place): string {
  switch (place.kind) {
    case 'graph':
      return 'graph'
    case 'node': {
      const part = place.port ?? place.param
      return part === undefined ? place.node : `${place.node}.${part}`
    }
    case 'link':
      return `link ${place.link}`
    case 'file':
      return place.file === undefined ? place.path : `${place.file}: ${place.path}`
  }
}

export function formatDiagnostic(diagnostic: Diagnostic): string {
  const head = `${diagnostic.severity}: ${formatPlace(diagnostic.place)}: ${diagnostic.message}`
  return `${head}${diagnostic.nextStep ? ` ${diagnostic.nextStep}` : ''} [${diagnostic.code}]`
}
