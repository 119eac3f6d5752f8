import * as v from 'valibot'
import { decodeUtf8 } from '../../core/base/utf8'
import { isCompanionName } from '../../core/contract/companion'
import type { Host } from '../host/host'
import { exampleUrl } from '../host/window-files'
import { words } from '../text/words'

const templateList = v.array(
  v.object({
    file: v.string(),
    title: v.string(),
    summary: v.string(),
    thumbnail: v.pipe(v.string(), v.check(isCompanionName)),
  }),
)

/** A graph that comes with the program. */
export interface Template {
  /** For `session.openExample`. */
  readonly file: string
  readonly title: string
  readonly summary: string
  /** Address of a PNG. */
  readonly thumbnail: string
}

/** The graphs that come with the program, or the sentence that says why there is no list. `base`: the page's address. */
export async function listTemplates(host: Host, base: string): Promise<readonly Template[] | string> {
  const opened = await host.openExample('index.json')
  if (!opened.ok) return opened.error.message
  const text = decodeUtf8(opened.value.bytes)
  const parsed = v.safeParse(templateList, text === undefined ? undefined : parseJson(text))
  if (!parsed.success) return words.gallery.templatesDamaged
  return parsed.output.map((template) => ({
    ...template,
    thumbnail: exampleUrl(base, template.thumbnail).href,
  }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON is no list either: the guard says so.
    return undefined
  }
}
