/** What lies between a page of the web build and its service worker. */

/** The page's `<meta>` that names the service worker's script. Absent: the page is not of the web build. */
export const OFFLINE_META = 'styleloom-offline'

/** From the page to a service worker that waits: become the one in charge, and the pages will load anew. */
export const TAKE_OVER = 'take-over'

export interface ReleaseFile {
  /** Relative to the folder of the web build, with forward slashes. */
  readonly path: string
  /** `sha256-...`, as in a script tag's `integrity`. */
  readonly integrity: string
}

/** One build of the web editor, to the byte. */
export interface Release {
  readonly id: string
  readonly files: readonly ReleaseFile[]
}
