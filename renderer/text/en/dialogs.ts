import type { BackendChoice } from '../../state/engine-settings'
import type { ThemeChoice } from '../../../core/contract/desktop'
import { counts } from './counts'

const themes: Readonly<Record<ThemeChoice, string>> = { system: 'System', light: 'Light', dark: 'Dark' }
const backends: Readonly<Record<BackendChoice, string>> = {
  auto: 'The best there is',
  webgpu: 'WebGPU (graphics card)',
  wasm: 'WASM (processor)',
}
const gestures: readonly (readonly [what: string, how: string])[] = [
  ['Add a node here', 'Double click, Space'],
  ['Move the view', 'Drag the ground, middle button, Space + drag'],
  ['Zoom', 'Wheel, Ctrl + wheel, pinch'],
  ['Move by trackpad or touch', 'Two fingers; one finger on the ground'],
  ['Menu by touch or pen', 'Long press, barrel button'],
  ['Select several', 'Shift or Ctrl + drag, Shift + click'],
  ['Take a wire off', 'Drag its end at an input'],
  ['Add a node to a wire', 'Drop the wire on the ground'],
  ['Change a number', 'Drag it sideways, arrow keys; Shift finely, Ctrl coarsely'],
  ['Work out a number', 'Type 2*256, sqrt(2), 1e-8'],
  ['Give up a drag', 'Esc'],
]

export const dialogs = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  ok: 'OK',

  about: {
    text: 'A node-graph editor for style-based generators. MIT licence.',
    version: 'Version',
    platform: 'Platform',
  },
  discard: {
    title: (name: string) => `Save the changes to “${name}”?`,
    titleOfSeveral: (count: number) => `Save the changes to ${counts.documents(count)}?`,
    text: 'If you do not save them, the changes since the last save are lost.',
    drop: 'Don’t save',
    saveAll: 'Save all',
  },
  exportOnnx: {
    title: 'Export as ONNX model',
    text: (outputs: number, parameters: string) =>
      `What you see is what is exported: the same graph the live picture runs, with ${counts.outputs(outputs)} and ${parameters} parameters. Any ONNX runtime can load it.`,
    opset: 'Operator set',
    everywhere: (opset: number) => `${opset} (runs almost everywhere)`,
    run: 'Export',
  },
  report: { more: (count: number) => `And ${count} more.` },
  saveAs: {
    title: 'Save the graph',
    name: 'File name',
    format: 'Format',
    bundle: 'One file with everything (.loom)',
    bundleText: 'The graph, its loaded weights and pictures, and a thumbnail. To keep and to share.',
    text: 'Readable text (.loom.json)',
    textText: 'The graph alone, sorted so that versions compare well.',
    besideText:
      'The graph alone, sorted so that versions compare well. Its weights and pictures go into folders beside it.',
    noText:
      'Not for this graph: it holds loaded weights or pictures, and a web page cannot put files beside it. The desktop app can.',
  },
  settings: {
    title: 'Settings',
    done: 'Done',
    theme: 'Theme',
    themes,
    engine: 'Engine',
    backends,
    inUse: (backend: string) => `${backend} is in use.`,
    fallback: (backend: string, reason: string) => `${backend} is in use: ${reason}.`,
    memory: 'Memory for results',
    memoryHint:
      'Results kept here need not run again after an undo or a change elsewhere; the longest unused go first.',
    half: 'Half precision on WebGPU',
    halfHint: 'Faster and with half the memory, at three digits of precision. Exports are not affected.',
  },
  shortcuts: {
    title: 'Keys and gestures',
    onCanvas: 'On the canvas',
    gestures,
    resetAll: 'Reset all keys',
    reset: (action: string) => `Reset the key of ${action}`,
    change: (action: string, key: string | undefined) => `Change the key of ${action}, now ${key ?? 'none'}`,
    newKey: (action: string) => `New key for ${action}`,
    taken: (key: string, action: string) => `${key} is the key of ${action}.`,
    press: 'Press the new key, or Esc to keep the old one.',
    swap: 'Swap keys',
    take: 'Take it',
    none: 'No key',
  },
}
