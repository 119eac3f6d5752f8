/** Calls back whenever a CSS pixel becomes another number of the screen's: zoom, or another display. */
export function followPixelRatio(changed: () => void): () => void {
  let stop = (): void => undefined
  // A media query answers only for one ratio: after each change the next one must be asked anew.
  function follow(): void {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    const answer = (): void => {
      changed()
      follow()
    }
    query.addEventListener('change', answer, { once: true })
    stop = () => query.removeEventListener('change', answer)
  }
  follow()
  return () => stop()
}
