import { builtInBlocks } from '../../blocks/index'

/** What the program's own blocks call themselves and their parts: texts that no user wrote. */
export const ourWords: ReadonlySet<string> = new Set(
  builtInBlocks.flatMap(({ title, summary, nodes, params }) => [
    title,
    summary,
    ...nodes.flatMap((node) => node.title ?? []),
    ...params.map(({ label }) => label),
  ]),
)
