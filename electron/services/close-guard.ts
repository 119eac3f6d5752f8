/** Decides whether the window may close now, so that unsaved work is never lost without a question. */
export interface CloseGuard {
  setUnsaved(unsaved: boolean): void
  /** The user has answered: the next close goes through. */
  approve(): void
  /** True when the window may close. Otherwise the window has been asked. */
  mayClose(): boolean
}

/**
 * @param ask tells the window to ask its user
 * @param isAnswering false when the window has crashed or hangs: asking it would keep it open for ever
 */
export function createCloseGuard(ask: () => void, isAnswering: () => boolean): CloseGuard {
  let unsaved = false
  let approved = false
  return {
    setUnsaved(now) {
      unsaved = now
    },
    approve() {
      approved = true
    },
    mayClose() {
      if (approved || !unsaved || !isAnswering()) return true
      ask()
      return false
    },
  }
}
