import type { FileKind } from './main'

/** One line of a file dialog. Extensions without a dot, and of one part: `json` for `x.loom.json`. */
export interface FileFilter {
  readonly name: string
  readonly extensions: readonly string[]
}

const OPEN_FILTERS: Readonly<Record<FileKind, FileFilter>> = {
  graph: { name: 'Styleloom graphs, and pictures that carry one', extensions: ['loom', 'json', 'png'] },
  checkpoint: { name: 'Checkpoints', extensions: ['safetensors', 'npz'] },
  picture: { name: 'Pictures', extensions: ['png'] },
  weights: { name: 'Weights and pictures', extensions: ['safetensors', 'npz', 'npy', 'loom', 'png'] },
}

const SAVE_NAMES: Readonly<Record<string, string>> = {
  '.loom': 'Styleloom graph with its weights',
  '.loom.json': 'Styleloom graph as text',
  '.onnx': 'ONNX model',
  '.png': 'PNG picture',
  '.svg': 'SVG drawing',
}

export function openFilter(kind: FileKind): FileFilter {
  return OPEN_FILTERS[kind]
}

export function saveFilter(fileName: string): FileFilter {
  const extension = extensionOf(fileName)
  return {
    name: SAVE_NAMES[extension] ?? 'File',
    extensions: [extension.slice(extension.lastIndexOf('.') + 1)],
  }
}

/** `.loom.json`, `.png`, or nothing: lower case, with its dot. A name that is all extension has none. */
export function extensionOf(fileName: string): string {
  return /[^/\\](\.loom\.json|\.[^./\\]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
}

/** Characters that no file name holds on some system. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]/gu
/** Leaves room for an ending within what file systems allow, which count bytes. */
const LONGEST_STEM = 60

/** What a file may be called after a graph's name, which is any text; without an ending. */
export function fileStem(name: string): string {
  const plain = name.replace(FORBIDDEN, ' ').replace(/\s+/g, ' ')
  const stem = [...plain]
    .slice(0, LONGEST_STEM)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  return stem === '' ? 'graph' : stem
}

/** A name as it is typed, without the characters that no file name may hold. */
export function withoutForbidden(name: string): string {
  return name.replace(FORBIDDEN, '')
}

/** `cat` for `cat.loom`, `cat.loom.json`, `cat.png`, and for the backup of a graph. */
export function stemOf(fileName: string): string {
  return fileName.replace(/(\.loom(\.json)?\.backup|\.loom\.json|\.[^.]+)$/i, '')
}

/** `cat` and `cat.json` become `cat.loom.json`; any other ending stays as a part of the name. */
export function withExtension(fileName: string, extension: string): string {
  if (extension === '') return fileName
  const lastPart = extension.slice(extension.lastIndexOf('.'))
  const stem = fileName.toLowerCase().endsWith(lastPart) ? fileName.slice(0, -lastPart.length) : fileName
  return `${stem}${extension}`
}
