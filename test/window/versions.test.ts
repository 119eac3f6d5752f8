import { expect, test } from 'vitest'
import { APP_VERSION, ONNXRUNTIME_VERSION } from '../../core/app-version'
import { describeVersions } from '../../renderer/state/versions'
import packageJson from '../../package.json'

test('versions that are told are those of the packages', () => {
  expect(APP_VERSION).toBe(packageJson.version)
  expect(ONNXRUNTIME_VERSION).toBe(packageJson.devDependencies['onnxruntime-web'])
})

test('versions are told by name, one a line', () => {
  const info = { version: '1.2.3', platform: 'linux x64', engines: { electron: '45.0.0' } }
  expect(describeVersions(info)).toBe(
    `Styleloom\nVersion: 1.2.3\nPlatform: linux x64\nelectron: 45.0.0\nonnxruntime: ${ONNXRUNTIME_VERSION}`,
  )
})
