import { LINK_LIMITS } from '../../../core/file/graph-link'
import { PNG_LIMITS } from '../../../core/image/png'
import { counts } from './counts'

const number = (value: number): string => value.toLocaleString('en')
const size = (width: number, height: number): string => `${number(width)} × ${number(height)} px`
const several = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${number(count)} ${many}`

/** Ways out of the window: diagrams, pictures, links and copies to give away. */
export const out = {
  noMemory: 'There is not enough memory for a picture of this size.',
  noMemoryNext: 'Choose a smaller size, or close what you do not need.',
  withoutNames: 'Without names and notes',
  withoutNamesHint: 'Leaves out what tells of you: names of files, titles, notes and descriptions.',
  preview: 'Preview',

  diagram: {
    title: 'Export a diagram of the graph',
    format: 'Format',
    formats: { svg: 'SVG (drawing)', png: 'PNG (pixels)' },
    what: 'What',
    whole: 'Whole graph',
    selected: (nodes: number) => `Selection (${counts.nodes(nodes)})`,
    nothingSelected: 'Selection',
    colours: 'Colours',
    schemes: { light: 'Light', dark: 'Dark' },
    clear: 'Transparent ground',
    clearHint: 'Without the colour of the canvas, to lie on another.',
    scale: 'Size',
    scaleOf: (scale: number) => `${scale}×`,
    drawingSize: (width: number, height: number) =>
      `${size(width, height)} at 100 %, sharp at any size. Text stays text.`,
    pixelSize: (width: number, height: number) => `${size(width, height)}.`,
    tooLarge: (width: number, height: number) =>
      `${size(width, height)} are too many: a PNG has at most ${number(PNG_LIMITS.side)} px a side and ${number(PNG_LIMITS.pixels / 2 ** 20)} megapixels in all. Choose a smaller size, a selection, or SVG.`,
    preview: 'The diagram as it will be',
    run: 'Export',
  },

  picture: {
    title: 'Save the picture',
    output: 'Output',
    sample: 'Samples',
    all: (samples: number) => `All ${samples}, side by side`,
    one: (sample: number) => `Sample ${sample}`,
    scale: 'Size',
    scaleOf: (scale: number) => `${scale}×`,
    pixels: (width: number, height: number) => `${size(width, height)}, pixel for pixel.`,
    enlarged: (width: number, height: number, scale: number) =>
      `${size(width, height)}: each pixel is ${scale} × ${scale}.`,
    tooLarge: (width: number, height: number) =>
      `${size(width, height)} are too many for a PNG. Choose a smaller size.`,
    withGraph: 'With the graph inside',
    withGraphHint: 'Anyone can open the picture here and go on from it.',
    withValues: (values: number) =>
      `Anyone can open the picture here. ${several(values, 'loaded weight or picture does', 'loaded weights and pictures do')} not fit in: they are found again where they lie in a weights folder.`,
    run: 'Save',
  },

  link: {
    title: 'Copy a link to the graph',
    text: 'The whole graph is in the link itself. It goes to no server: who has the link has the graph.',
    address: 'Link',
    length: (characters: number) =>
      `${number(characters)} characters; at most ${number(LINK_LIMITS.characters)} get through everywhere.`,
    tooLong: (characters: number) =>
      `The graph would take a link of ${number(characters)} characters; at most ${number(LINK_LIMITS.characters)} get through everywhere. Save it as a file and send that.`,
    values: (values: number) =>
      `${several(values, 'loaded weight or picture', 'loaded weights and pictures')} cannot travel in a link: stand-ins will run in ${values === 1 ? 'its' : 'their'} place. A .loom file takes everything along.`,
    copy: 'Copy link',
    saveAs: 'Save As…',
    copied: 'Copied the link to the graph.',
    notCopied: 'The clipboard cannot be written here.',
    notCopiedNext: 'Mark the link in the dialog and copy it by key.',
    noAddress: 'A link needs an address that opens Styleloom in a browser, and none has been set.',
    noAddressNext: 'Type the address of a web build under “Address for links”.',
    open: 'Open a link',
    openText: 'Paste a link that holds a graph. It is read here, and nothing is fetched.',
    openRun: 'Open',
    noLink: 'This is no link to a graph: it has no “#graph=” in it.',
    name: 'the link',
    notOpened: 'The link could not be opened',
    setting: 'Address for links',
    settingExample: 'https://example.org/styleloom/',
    settingHint:
      'Of a web build of Styleloom, where links to graphs shall lead. Nothing is sent there by copying.',
    settingProblem: 'This is no web address: it begins with https:// and names a page.',
  },

  share: {
    title: 'Export for sharing',
    fileName: 'shared-graph',
    text: 'Writes a copy as .loom, with its weights and pictures. The open graph stays as it is. The copy leaves out:',
    projectName: (name: string) => `the graph’s name, “${name}”`,
    pictureNames: (count: number) => `${several(count, 'file name of a picture', 'file names of pictures')}`,
    besidePixels: 'what cameras and programs wrote beside the pixels of pictures',
    nothing: 'names of files: there are none in it',
    titles: 'Titles that people gave',
    titlesHint: (count: number) =>
      count === 0
        ? 'Nodes, frames, blocks and outputs have none of their own.'
        : `Leaves out ${several(count, 'title of a node, frame, block or output', 'titles of nodes, frames, blocks and outputs')}.`,
    notes: 'Notes and descriptions',
    notesHint: (count: number) =>
      count === 0 ? 'There are none.' : `Leaves out ${several(count, 'text', 'texts')}.`,
    unknown: (nodes: number) =>
      `${counts.nodes(nodes)} of unknown types: what ${nodes === 1 ? 'it holds' : 'they hold'} stays in the copy. Look at ${nodes === 1 ? 'it' : 'them'} before you give it away.`,
    same: 'The picture stays the same, bit for bit.',
    run: 'Export',
  },
}
