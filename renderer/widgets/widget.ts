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

export interface WidgetControls {
  /** Id of the control, for its label. */
  readonly id: string
  readonly label: string
  /** Id of the text that says what is wrong, when something is. */
  readonly problemId: string | undefined
  /** `gesture` joins the steps of one drag. */
  readonly change: (value: ParamValue, gesture?: string) => void
  /** What was typed is no value at all; null takes that back. */
  readonly complain: (problem: string | null) => void
}

/** What every widget gets: the declared parameter, its value, and how to change it. */
export interface WidgetProps<Kind extends ParamKind> extends WidgetControls {
  readonly spec: Extract<ParamSpec, { readonly kind: Kind }>
  readonly value: Values[Kind]
}
