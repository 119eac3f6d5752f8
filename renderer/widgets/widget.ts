import type { ParamKind, ParamSpec, ParamValue, PictureRef } from '../../core/nodedef/params'

interface Values {
  readonly int: number
  readonly float: number
  readonly seed: number
  readonly bool: boolean
  readonly choice: string
  readonly text: string
  readonly picture: PictureRef | null
}

/** Steps that are one undo entry together: a drag, a held key. */
export interface ValueGesture {
  /** Undefined is the default. False when the value was refused. */
  set(value: ParamValue | undefined): boolean
  /** Puts back what was there before; nothing can be set any more. */
  giveUp(): void
}

export interface WidgetControls {
  /** Id of the control, for its label. */
  readonly id: string
  readonly label: string
  /** Id of the text that says what is wrong, when something is. */
  readonly problemId: string | undefined
  /** Sets the value as a step of its own. False when it was refused; why stands by the widget then. */
  readonly change: (value: ParamValue) => boolean
  readonly begin: () => ValueGesture
  /** What was typed is no value at all; null takes that back. */
  readonly complain: (problem: string | null) => void
  /** Enter was pressed on a value that was taken, where there is something to close. */
  readonly done?: (() => void) | undefined
}

/** What every widget gets: the declared parameter, its value, and how to change it. */
export interface WidgetProps<Kind extends ParamKind> extends WidgetControls {
  readonly spec: Extract<ParamSpec, { readonly kind: Kind }>
  readonly value: Values[Kind]
}
