import type { MenuActionId } from '../../core/contract/menu'
import { menu, type MenuItem } from '../../core/contract/menu'
import { required } from '../../core/base/assert'
import type { Workspace } from '../app/workspace'
import { words } from '../text/words'
import type { Action } from './action'
import * as arrange from './arrange-actions'
import * as block from './block-actions'
import { calibrate } from './calibrate-action'
import * as canvas from './canvas-actions'
import * as clipboard from './clipboard-actions'
import { diff } from './diff-action'
import * as documents from './document-actions'
import * as edit from './edit-actions'
import * as engine from './account-actions'
import * as file from './file-actions'
import * as heat from './heat-actions'
import * as help from './help-actions'
import { describeKey, isMacPlatform } from './keys'
import * as mode from './mode-actions'
import * as out from './out-actions'
import * as panel from './panel-actions'
import { recoverEarlier } from './recovery-action'
import * as run from './run-actions'
import * as sharing from './sharing-actions'
import * as view from './view-actions'

/** An action for every item of the menu: one that is missing does not compile. */
export const actions: { readonly [Id in MenuActionId]: Action } = {
  'file.new': file.newGraph,
  'file.open': file.openGraph,
  'file.openLink': out.openLink,
  'file.recent': file.openRecent,
  'file.recover': recoverEarlier,
  'file.examples': file.openTemplate,
  'file.close': file.closeGraph,
  'file.save': file.saveGraph,
  'file.saveAs': file.saveGraphAs,
  'file.importCheckpoint': file.importCheckpoint,
  'file.locate': sharing.locateMissing,
  'file.exportOnnx': file.exportOnnx,
  'file.exportPicture': file.exportPicture,
  'file.exportDiagram': out.exportDiagram,
  'file.exportForSharing': out.exportForSharing,
  'file.copyLink': out.copyLink,
  'edit.undo': edit.undo,
  'edit.redo': edit.redo,
  'edit.cut': clipboard.cut,
  'edit.copy': clipboard.copy,
  'edit.paste': clipboard.paste,
  'edit.pasteOuter': clipboard.pasteOuter,
  'edit.duplicate': clipboard.duplicate,
  'edit.duplicateOuter': clipboard.duplicateOuter,
  'edit.delete': edit.remove,
  'edit.deleteReconnect': arrange.deleteAndReconnect,
  'edit.bypass': mode.bypass,
  'edit.mute': mode.mute,
  'edit.lock': canvas.lock,
  'edit.selectAll': edit.selectAll,
  'edit.find': edit.find,
  'edit.addNode': edit.addNode,
  'arrange.left': arrange.alignLeft,
  'arrange.centre': arrange.alignCentre,
  'arrange.right': arrange.alignRight,
  'arrange.top': arrange.alignTop,
  'arrange.middle': arrange.alignMiddle,
  'arrange.bottom': arrange.alignBottom,
  'arrange.across': arrange.distributeAcross,
  'arrange.down': arrange.distributeDown,
  'arrange.layOut': arrange.layOut,
  'arrange.frame': arrange.frame,
  'arrange.reroute': arrange.addReroute,
  'block.make': block.make,
  'block.unpack': block.unpack,
  'block.unlink': block.unlink,
  'block.removeUnused': block.removeUnused,
  'block.enter': block.enter,
  'block.leave': block.leave,
  'run.run': run.run,
  'run.stop': run.stop,
  'run.compare': run.compare,
  'run.restart': run.restart,
  'run.calibrate': calibrate,
  'view.fit': view.fit,
  'view.zoomToSelection': canvas.zoomToSelection,
  'view.zoomIn': view.zoomIn,
  'view.zoomOut': view.zoomOut,
  'view.minimap': canvas.minimap,
  'view.wires': canvas.wires,
  'view.problems': view.problems,
  'view.engine': engine.account,
  'view.inspect': engine.inspect,
  'view.diff': diff,
  'view.heatOff': heat.off,
  'view.heatParameters': heat.parameters,
  'view.heatMemory': heat.memory,
  'view.heatMacs': heat.macs,
  'view.heatTime': heat.time,
  'view.heatReuse': heat.reuse,
  'view.outline': panel.outline,
  'view.nextPanel': panel.nextPanel,
  'view.previousPanel': panel.previousPanel,
  'view.nextDocument': documents.next,
  'view.previousDocument': documents.previous,
  'view.commands': view.commands,
  'view.settings': view.settings,
  'help.keys': help.keys,
  'help.report': help.report,
  'help.logs': help.logs,
  'help.about': help.about,
}

const items: ReadonlyMap<string, MenuItem> = new Map(
  menu.flatMap((group) => group.items.map((item): [string, MenuItem] => [item.id, item])),
)

export function menuItem(id: MenuActionId): MenuItem {
  return required(items.get(id), `menu item ${id}`)
}

/** The words for an action now: `Undo set filters`. */
export function titleOf(action: Action, workspace: Workspace): string {
  return action.title?.(workspace) ?? words.menu.items[action.id]
}

export function isEnabled(action: Action, workspace: Workspace): boolean {
  return action.isEnabled?.(workspace) ?? true
}

/** The key that runs an action, as this system writes it. */
export function keyHint(id: MenuActionId, { keymap }: Workspace): string | undefined {
  const key = keymap.keys.value.get(id)?.[0]
  return key === undefined ? undefined : describeKey(key, isMacPlatform(navigator))
}

/** Runs an action if it can run now. A failure inside is our bug and reaches the window's error handler. */
export function runAction(id: MenuActionId, workspace: Workspace): void {
  const action = actions[id]
  if (isEnabled(action, workspace)) void Promise.resolve(action.run(workspace)).catch(reportError)
}
