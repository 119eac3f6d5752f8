/** Weights and pictures that a graph names and this window has not got: looked for by hash, or located by the user. */
import type { Sha256 } from '../../core/base/ids'
import { everyNode } from '../../core/doc/block'
import type { Document } from '../../core/doc/document'
import { namedValues } from '../../core/weights/named-values'
import type { Intake } from '../engine/intake'
import type { Live } from '../engine/live'
import type { FileDesk, SessionParts } from '../files/session-parts'
import { words } from '../text/words'

export interface MissingValues {
  of(document: Document): readonly Sha256[]
  /** Takes in what the weights folder holds of them. */
  search(document: Document, intake: Pick<Intake, 'takeValues'>): Promise<void>
  /** Tells the user what is still missing, with a way to locate it. */
  tell(document: Document): void
  /** Asks for a file, and takes in what it holds of what the shown graph misses. */
  locate(): Promise<void>
}

type Parts = Pick<SessionParts, 'documents' | 'host' | 'notices'> & {
  readonly live: Pick<Live, 'holds' | 'holding' | 'hashesIn' | 'run'>
}

/** Of one topic: one notice about missing values stands at a time. */
const TOPIC = 'missing-values'

export function createMissingValues(
  { documents, live, host, notices }: Parts,
  desk: FileDesk,
): MissingValues {
  function missingIn(document: Document): readonly Sha256[] {
    return [...namedValues(everyNode(document))].filter((sha256) => !live.holds(sha256))
  }

  async function search(document: Document, intake: Pick<Intake, 'takeValues'>): Promise<void> {
    const missing = missingIn(document)
    if (missing.length === 0) return
    await desk.during(words.sharing.searching, async () => {
      const files = await host.weights.find(missing, (bytes) => live.hashesIn(bytes))
      if (!files.ok) {
        desk.tell(files.error)
        return
      }
      // A file that holds none of them after all leaves them missing, which is told.
      for (const { bytes } of files.value) await intake.takeValues(bytes, missing)
    })
  }

  async function locate(): Promise<void> {
    const { id } = documents.active.peek()
    const opened = await host.openFile('weights')
    if (!opened.ok) {
      desk.tell(opened.error)
      return
    }
    if (!opened.value) return
    const { name, bytes } = opened.value
    const before = missingIn(documents.contentOf(id))
    await desk.during(words.sharing.lookingInto(name), async () => {
      const taken = await live.holding((intake) => intake.takeValues(bytes, before))
      if (!taken.ok) {
        desk.report(words.sharing.notFoundIn(name), words.files.nothingChanged, taken.error)
        return
      }
      notices.dismissTopic(TOPIC)
      const left = missingIn(documents.contentOf(id)).length
      notices.show({
        tone: 'info',
        message: words.sharing.found(before.length - left, left, name),
        topic: TOPIC,
        ...(left > 0 ? { action: { label: words.sharing.locate, run: locateFromNotice } } : {}),
      })
      live.run()
    })
  }

  function locateFromNotice(): void {
    locate().catch(reportError)
  }

  return {
    of: missingIn,
    search,
    locate,
    tell(document) {
      const count = missingIn(document).length
      if (count === 0) return
      notices.show({
        tone: 'error',
        message: words.sharing.missing(count),
        topic: TOPIC,
        action: { label: words.sharing.locate, run: locateFromNotice },
      })
    },
  }
}
