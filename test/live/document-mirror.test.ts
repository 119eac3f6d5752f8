import { expect, test } from 'vitest'
import { createRandom } from '../../core/base/random'
import {
  createDocumentMirror,
  createDocumentSender,
  type DocumentUpdate,
} from '../../core/contract/document-mirror'
import { randomEdit } from '../helpers/random-edit'
import { chance } from '../helpers/pick'
import { randomGenerator } from '../helpers/random-generator'
import { testSeed } from '../helpers/seed'

/** As a message arrives on the other side. */
function send(update: DocumentUpdate): DocumentUpdate {
  return structuredClone(update)
}

test(
  'the mirror is the document, over random edits, lost engines and updates of many edits at once',
  { timeout: 60_000 },
  () => {
    const seed = testSeed()
    for (let stream = 0; stream < 6; stream++) {
      const random = createRandom(seed, stream)
      const generator = randomGenerator(seed, stream)
      const { editor } = generator
      const sender = createDocumentSender()
      let mirror = createDocumentMirror()
      for (let step = 0; step < 40; step++) {
        randomEdit(generator, random)
        if (chance(random, 0.4)) continue
        if (chance(random, 0.1)) {
          mirror = createDocumentMirror()
          sender.forget()
        }
        const before = editor.document
        const mirrored = mirror.apply(send(sender.update(editor.document)))
        expect(mirrored, `stream ${stream}, step ${step}`).toEqual(before)
      }
    }
  },
)

test('what did not change keeps its records, and with them what is remembered by record', () => {
  const { editor } = randomGenerator(1)
  const sender = createDocumentSender()
  const mirror = createDocumentMirror()
  const before = mirror.apply(send(sender.update(editor.document)))
  const [moved = ''] = editor.document.nodes.keys()
  const nodes = [...editor.document.nodes.keys()]
  editor.dispatch({ type: 'node/move', moves: nodes.slice(0, 1).map((node) => ({ node, x: -1, y: 9 })) })
  const after = mirror.apply(send(sender.update(editor.document)))
  const kept = nodes.filter((node) => after.nodes.get(node) === before.nodes.get(node))
  expect(kept).toEqual(nodes.filter((node) => node !== moved))
})

test('a lost update is a bug, and is told', () => {
  const { editor } = randomGenerator(1)
  const sender = createDocumentSender()
  const mirror = createDocumentMirror()
  mirror.apply(sender.update(editor.document))
  sender.update(editor.document)
  expect(() => mirror.apply(sender.update(editor.document))).toThrow('document update 2 came as 1')
  expect(() => createDocumentMirror().apply(sender.update(editor.document))).toThrow('Internal error')
})
