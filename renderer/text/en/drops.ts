/** Files dragged onto the window. */
export const drops = {
  /** While they hang over it: names are not known yet. */
  over: (count: number, pictures: number, isOverCanvas: boolean) => overOf(count, pictures, isOverCanvas),
  unreadable: (file: string) => `${file} is no picture that can be shown.`,
  unreadableStep: 'Save it as PNG or JPEG and drop that.',
  unusable: (file: string) => `${file} cannot be used as a picture.`,
  blockGone: (file: string) => `${file} was not added: the block that it was dropped in is gone.`,
  folder: (name: string) => `${name} is a folder.`,
  folderStep: 'Open it and drop the files in it.',
  stranger: (name: string) => `${name} is nothing that Styleloom can open.`,
  strangerStep: 'Drop graphs (.loom, .loom.json), checkpoints (.safetensors, .npz) or pictures.',
  strangers: (count: number) => `${count} of the files are nothing that Styleloom can open.`,
}

function overOf(count: number, pictures: number, isOverCanvas: boolean): string {
  const where = isOverCanvas ? 'here' : 'to the graph'
  if (pictures === 0) return count === 1 ? 'Opens the file in a tab' : `Opens ${count} files, each in its tab`
  if (pictures < count) return `Opens graphs in tabs, adds pictures ${where}`
  return pictures === 1
    ? `Adds the picture ${where}, or opens the graph it carries`
    : `Adds ${pictures} pictures ${where}, or opens the graphs they carry`
}
