import { entity, paragraphs } from '#core/entity.ts'
import { during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { CriteriaChanged } from '#domains/goals/goals.events.ts'
import { TaskChanged, TasksGathered } from '#domains/tasks/tasks.events.ts'
import { activitiesRoutes } from './activities.routes.ts'
import { dependenciesRoutes } from './dependencies.routes.ts'
import { awaitTasks, followGoals, followTask } from './progress.service.ts'
import { projectPartsRoutes, projectsRoutes } from './projects.routes.ts'
import { NewProject, Project, ProjectPatch } from './projects.schema.ts'
import { createProject, deleteProject, loadProjects, restoreProject, updateProject } from './projects.service.ts'
import { projects } from './projects.tables.ts'
import { projectsTools } from './projects.tools.ts'

export const projectsModule: Module = {
  name: 'projects',
  tags: { projects: 'Work with an end: tasks together, the goals they serve, and how healthy it all is' },
  routes: [projectsRoutes, projectPartsRoutes, activitiesRoutes, dependenciesRoutes],
  tools: projectsTools,
  entities: [
    entity({
      name: 'project',
      path: '/projects',
      table: projects,
      item: Project,
      input: NewProject,
      patch: ProjectPatch,
      search: ({ name, description, notes, tags }) => ({ title: name, text: paragraphs(description, notes), tags }),
      load: loadProjects,
      create: createProject,
      update: updateProject,
      remove: deleteProject,
      restore: restoreProject,
    }),
  ],
  during: [during(TasksGathered, awaitTasks), during(TaskChanged, followTask), during(CriteriaChanged, followGoals)],
}
