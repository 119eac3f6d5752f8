import { ONNXRUNTIME_VERSION } from '../../core/app-version'
import type { AppInfo } from '../host/host'
import { words } from '../text/words'

/** What the app is made of, by name. */
export function versionsOf(info: AppInfo): readonly (readonly [name: string, version: string])[] {
  return [
    [words.dialogs.about.version, info.version],
    [words.dialogs.about.platform, info.platform],
    ...Object.entries(info.engines),
    ['onnxruntime', ONNXRUNTIME_VERSION],
  ]
}

/** The same as lines of text. */
export function describeVersions(info: AppInfo): string {
  return [words.app.name, ...versionsOf(info).map(([name, version]) => `${name}: ${version}`)].join('\n')
}
