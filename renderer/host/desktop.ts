/** What the window tells the system around it. In a browser there is nobody to tell. */
import type { ActionStates, BugReport, ThemeChoice } from '../../core/contract/desktop'
import type { MainClient } from '../../core/contract/main'

export interface HostDesktop {
  setThemeChoice(choice: ThemeChoice): void
  setActionStates(states: ActionStates): void
  /** For the log. A text that is too long is cut. */
  reportBug(bug: BugReport): void
  /** The user was asked whether to close, and goes on working. */
  keepOpen(): void
  /** The newest lines of the log; empty where none is kept. */
  recentLog(): Promise<string>
  openLogsFolder(): void
}

export function createElectronDesktop(client: MainClient, reportBug: (bug: Error) => void): HostDesktop {
  return {
    setThemeChoice: (choice) => void client.setThemeChoice(choice).catch(reportBug),
    setActionStates: (states) => void client.setActionStates(states).catch(reportBug),
    // Reporting this failure would report it again.
    reportBug: (bug) => void client.reportBug(bug).catch(() => undefined),
    keepOpen: () => void client.keepOpen().catch(reportBug),
    recentLog: () => client.recentLog(),
    openLogsFolder: () => void client.openLogsFolder().catch(reportBug),
  }
}

export function createNoDesktop(): HostDesktop {
  return {
    setThemeChoice: () => undefined,
    setActionStates: () => undefined,
    reportBug: () => undefined,
    keepOpen: () => undefined,
    recentLog: () => Promise.resolve(''),
    openLogsFolder: () => undefined,
  }
}
