import { beforeEach, describe, expect, test, vi } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { nodeId } from '../../core/base/ids'
import { fail, ok } from '../../core/base/result'
import type { Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { makeBlock } from '../../core/doc/make-block'
import type { ParamValue } from '../../core/nodedef/params'
import { createWorkspace } from '../../renderer/app/workspace'
import type { DocumentId } from '../../renderer/documents/documents'
import { beginParamGesture } from '../../renderer/edit/param-gesture'
import type { takePicture } from '../../renderer/files/take-picture'
import { choosePicture } from '../../renderer/widgets/choose-picture'
import { allNodes } from '../helpers/random-graph'
import { graph, node } from '../helpers/test-command'
import { windowWithPage } from './fake-window'
import { fakeHost, fakeLive, graphFile } from './fakes'
import { settled } from './start-session'

const PHOTO = nodeId('photo')
const GONE = 'cat.png was not set: the node that it was chosen for is gone.'

beforeEach(() => {
  vi.stubGlobal('reportError', (bug: unknown) => {
    throw bug
  })
  return () => vi.unstubAllGlobals()
})

const withPhoto = (): Document => graph([node('photo', 'input/picture')])

const pictureIn = (document: Document): unknown => {
  const value = document.nodes.get(PHOTO)?.params['picture']
  return typeof value === 'object' ? value?.name : value
}

function startWindow(content: Document) {
  const [host, live] = [fakeHost(), fakeLive()]
  const workspace = createWorkspace(createEditor(content, allNodes), live, host, windowWithPage())
  const { documents, notices } = workspace
  const complaints: (string | null)[] = []
  host.next = graphFile('cat.png', '')

  /** For the photo that is shown, as its widget does; what ends the decoding. */
  async function choose() {
    let end: (isPicture: boolean) => void = () => undefined
    const take: typeof takePicture = (_intake, name) =>
      new Promise((resolve) => {
        end = (isPicture) =>
          resolve(
            isPicture
              ? ok({ sha256: sha256Hex(new Uint8Array(1)), width: 1, height: 1, name })
              : fail({ message: 'No picture.' }),
          )
      })
    const controls = {
      change: (value: ParamValue) => beginParamGesture(workspace, PHOTO, 'picture').set(value) === null,
      complain: (problem: string | null) => void complaints.push(problem),
    }
    const chosen = choosePicture(workspace, controls, take)
    await settled()
    return (isPicture = true) => {
      end(isPicture)
      return chosen
    }
  }

  return {
    ...workspace,
    live,
    choose,
    complaints,
    chosenIn: (id: DocumentId) => pictureIn(documents.contentOf(id)),
    said: () => notices.current.value.map(({ message }) => message),
  }
}

describe('a picture that is chosen', () => {
  test('is set in the graph it was chosen in, though another one with such a node is shown by then', async () => {
    const { documents, choose, chosenIn, said } = startWindow(withPhoto())
    const { id } = documents.active.value
    const finish = await choose()
    const other = documents.add(withPhoto(), { file: null })
    await finish()
    expect([chosenIn(id), chosenIn(other.id)]).toEqual(['cat.png', undefined])
    expect([documents.active.value.id, said()]).toEqual([id, []])
  })

  test('is set inside the block it was chosen in, though that was left since', async () => {
    const { editor, choose } = startWindow(graph([node('photo', 'input/picture'), node('z', 'input/latent')]))
    const made = makeBlock(editor.document, allNodes, new Set([PHOTO, nodeId('z')]), 'Block')
    const { commands, instance } = required(made, 'a block')
    editor.dispatchAll('make', commands)
    editor.dispatch({ type: 'node/add', nodes: [node('photo', 'input/picture')] })
    const outside = () => pictureIn(editor.root.document)
    editor.enter(instance)
    const finish = await choose()
    editor.show([])
    await finish()
    expect([editor.path, pictureIn(editor.document), outside()]).toEqual([[instance], 'cat.png', undefined])
  })

  test('is left out, which is said, when its graph or its node is gone', async () => {
    const closed = startWindow(withPhoto())
    const { id } = closed.documents.active.value
    const finish = await closed.choose()
    const other = closed.documents.add(withPhoto(), { file: null })
    closed.documents.remove(id)
    await finish()
    expect([closed.chosenIn(other.id), closed.said()]).toEqual([undefined, [GONE]])

    const removed = startWindow(withPhoto())
    const finishRemoved = await removed.choose()
    removed.edit({ type: 'node/remove', nodes: [PHOTO] })
    await finishRemoved()
    expect(removed.said()).toEqual([GONE])
  })

  test('that cannot be read is told of by its widget, or by a notice where another graph is shown', async () => {
    const { documents, choose, complaints, said } = startWindow(withPhoto())
    const finish = await choose()
    await finish(false)
    expect([complaints, said()]).toEqual([['No picture.'], []])
    const finishAgain = await choose()
    const other = documents.add(withPhoto(), { file: null })
    await finishAgain(false)
    expect([complaints, said()]).toEqual([['No picture.'], ['No picture.']])
    expect(documents.active.value.id).toBe(other.id)
  })

  test('keeps its graph open when a file comes meanwhile, and its pixels in the engine until they are named', async () => {
    const { documents, root, live, choose, chosenIn } = startWindow(withPhoto())
    const { id } = documents.active.value
    const finish = await choose()
    documents.add(withPhoto(), { file: null })
    const heldBy: number[] = []
    root.subscribe(({ replaced }) => replaced || heldBy.push(live.heldNow))
    await finish()
    expect([chosenIn(id), heldBy, live.heldNow]).toEqual(['cat.png', [1], 0])
  })
})
