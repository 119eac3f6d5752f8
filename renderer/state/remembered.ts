/** Small choices that outlast the window. Storage may be forbidden; a choice then lasts as long as the window. */

export function recall<Choice extends string>(
  window: Window,
  key: string,
  choices: readonly Choice[],
): Choice | undefined {
  try {
    const stored = window.localStorage.getItem(`styleloom.${key}`)
    return choices.find((choice) => choice === stored)
  } catch {
    return undefined
  }
}

export function remember(window: Window, key: string, choice: string): void {
  try {
    window.localStorage.setItem(`styleloom.${key}`, choice)
  } catch {
    // Forbidden, as said above.
  }
}
