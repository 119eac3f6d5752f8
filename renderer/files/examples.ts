import * as v from 'valibot'
import { decodeUtf8 } from '../../core/base/utf8'
import type { Host } from '../host/host'
import { words } from '../text/words'

const exampleList = v.array(v.object({ file: v.string(), title: v.string(), summary: v.string() }))

export type Example = v.InferOutput<typeof exampleList>[number]

/** The graphs that come with the program, or the sentence that says why there is no list. */
export async function listExamples(host: Host): Promise<readonly Example[] | string> {
  const opened = await host.openExample('index.json')
  if (!opened.ok) return opened.error.message
  const text = decodeUtf8(opened.value.bytes)
  const parsed = v.safeParse(exampleList, text === undefined ? undefined : parseJson(text))
  return parsed.success ? parsed.output : words.files.examplesDamaged
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON is no list either: the guard says so.
    return undefined
  }
}
