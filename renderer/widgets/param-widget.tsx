import type { ComponentType } from 'preact'
import type { ParamKind, ParamSpec, ParamValue } from '../../core/nodedef/params'
import { BoolWidget } from './bool-widget'
import { ChoiceWidget } from './choice-widget'
import { NumberWidget } from './number-widget'
import { PictureWidget } from './picture-widget'
import { SeedWidget } from './seed-widget'
import { TextWidget } from './text-widget'
import type { WidgetControls, WidgetProps } from './widget'

/** A widget for every kind of parameter: a kind without one does not compile. */
const WIDGETS: { readonly [Kind in ParamKind]: ComponentType<WidgetProps<Kind>> } = {
  int: NumberWidget,
  float: NumberWidget,
  seed: SeedWidget,
  bool: BoolWidget,
  choice: ChoiceWidget,
  text: TextWidget,
  picture: PictureWidget,
}

interface Props extends WidgetControls {
  readonly spec: ParamSpec
  readonly value: ParamValue
}

export function ParamWidget(props: Props) {
  // Commands and file readers let no value into the document that its spec does not allow, and the table pairs each
  // kind with its own widget; TypeScript can follow neither.
  const Widget = WIDGETS[props.spec.kind] as unknown as ComponentType<Props>
  return <Widget {...props} />
}
