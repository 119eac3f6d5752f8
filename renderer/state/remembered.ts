/** Small choices that outlast the window. Storage may be forbidden; a choice then lasts as long as the window. */

export function recall<Choice extends string>(
  window: Window,
  key: string,
  choices: readonly Choice[],
): Choice | undefined {
  const stored = recallText(window, key)
  return choices.find((choice) => choice === stored)
}

/** What was remembered, as it was written; it may be of another version, or anything. */
export function recallText(window: Window, key: string): string | undefined {
  try {
    return window.localStorage.getItem(`styleloom.${key}`) ?? undefined
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
