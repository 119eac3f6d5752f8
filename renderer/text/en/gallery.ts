/** Recent files and templates: where a graph begins. */
export const gallery = {
  title: 'Recent and templates',
  search: 'Search recent files and templates',
  placeholder: 'Search',
  looking: 'Looking…',
  nothingFound: (query: string) => `Nothing here is called “${query}”.`,

  recent: 'Recent',
  noRecent: 'Files that you open or save are listed here.',
  notKept: 'This browser does not let a page open a file again, so no files are listed.',
  forgetHint: 'Delete takes a file off the list; the file itself stays.',
  forget: (name: string) => `Take ${name} off the list`,
  clear: 'Clear list',
  missing: 'Not found',
  notAllowed: (name: string) => `${name} was not opened, because the page may not read it.`,
  notAllowedStep: 'Click it again and allow it, or open it with File ▸ Open.',
  when: (time: number, now: number) => whenOf(time, now),

  templates: 'Templates',
  templatesDamaged: 'The list of templates is damaged.',

  start: 'Start a graph',
  hint: 'Double click to add a node, drag one from the left, or drop a file anywhere.',
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function whenOf(time: number, now: number): string {
  const ago = now - time
  if (ago < MINUTE) return 'just now'
  if (ago < HOUR) return plural(Math.floor(ago / MINUTE), 'minute')
  if (ago < DAY) return plural(Math.floor(ago / HOUR), 'hour')
  if (ago < 7 * DAY) return plural(Math.floor(ago / DAY), 'day')
  return new Date(time).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' })
}

function plural(count: number, unit: string): string {
  return count === 1 ? `1 ${unit} ago` : `${count} ${unit}s ago`
}
