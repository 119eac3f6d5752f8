import { error } from '../../diagnostic/diagnostic'
import type { Project } from '../document'
import { TEXT_LIMITS } from '../record-problems'
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
    (change.name?.length ?? 0) > TEXT_LIMITS.projectName ||
    (change.description?.length ?? 0) > TEXT_LIMITS.projectDescription
      ? error(
          'document/text-too-long',
          { kind: 'graph' },
          `A name has at most ${TEXT_LIMITS.projectName} characters and a description ${TEXT_LIMITS.projectDescription}.`,
        )
      : null,
  run({ change }, transaction) {
    const { name, description } = transaction.project
    const next = { name, description, ...change }
    if (next.name !== name || next.description !== description) transaction.setProject(next)
  },
})
