/** The recent files' part of the main contract. A file enters the list by its handle: the user has chosen it. */
import type { MainHandlers } from '../../core/contract/main'
import type { FileHandles } from './file-handles'
import type { FileTasks } from './file-tasks'
import type { RecentFiles } from './recent-files'

export type RecentTasks = Pick<
  MainHandlers,
  'recentFiles' | 'openRecent' | 'rememberRecent' | 'forgetRecent' | 'clearRecent'
>

export function createRecentTasks(
  recent: RecentFiles,
  handles: FileHandles,
  openPath: FileTasks['openPath'],
): RecentTasks {
  return {
    recentFiles: () => recent.list(),
    openRecent: (id) => openPath(recent.find(id).path, 'graph'),
    async rememberRecent(handle, thumbnail) {
      const { path, kind } = handles.find(handle)
      if (kind === 'graph') await recent.add(path, thumbnail)
      return undefined
    },
    async forgetRecent(id) {
      await recent.forget(id)
      return undefined
    },
    async clearRecent() {
      await recent.clear()
      return undefined
    },
  }
}
