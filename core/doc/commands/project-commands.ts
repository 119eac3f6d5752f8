import { error } from '../../diagnostic/diagnostic'
import type { Project } from '../document'
import { defineCommand } from './define-command'

/** Changes the graph's name or description. */
export interface EditProject {
  readonly type: 'project/edit'
  readonly change: Partial<Project>
}

export const editProject = defineCommand<EditProject>({
  type: 'project/edit',
  label: ({ change }) => (change.name === undefined ? 'Describe the graph' : 'Rename the graph'),
  check: ({ change }) =>
    (change.name?.length ?? 0) > 200 || (change.description?.length ?? 0) > 10_000
      ? error(
          'document/text-too-long',
          { kind: 'graph' },
          'A name has at most 200 characters and a description 10,000.',
        )
      : null,
  run({ change }, transaction) {
    transaction.setProject({ ...transaction.project, ...change })
  },
})
