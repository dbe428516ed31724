import { z } from 'zod'
import { Deleted, Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { getProjectHealth } from './health.service.ts'
import { addTask } from './links.service.ts'
import { NewProject, Project, ProjectHealth, ProjectPage, ProjectPatch, ProjectQuery } from './projects.schema.ts'
import { createProject, deleteProject, getProject, listProjects, updateProject } from './projects.service.ts'

const One = z.strictObject({ projectId: z.uuid() })
const Changes = One.extend({ changes: ProjectPatch })
const Wanted = ProjectQuery.omit({ cursor: true, limit: true }).extend({ limit: Few })
const Member = One.extend({ taskId: z.uuid() })

export const projectsTools: Tool[] = [
  tool({
    name: 'projects_list',
    title: 'List projects',
    description: 'Projects of the user, filtered by status, area, priority, goal, target day or text.',
    effect: 'read',
    scopes: ['projects:read'],
    input: Wanted,
    output: ProjectPage.pick({ items: true }),
    example: { sort: 'target_date' },
    run: (ctx, input) => listProjects(ctx, input),
  }),
  tool({
    name: 'projects_get',
    title: 'Read a project',
    description: 'One project with all its fields.',
    effect: 'read',
    scopes: ['projects:read'],
    input: One,
    output: Project,
    example: { projectId: SOME_ID },
    run: (ctx, { projectId }) => getProject(ctx, projectId),
  }),
  tool({
    name: 'projects_health',
    title: 'Measure a project',
    description:
      'How healthy a project is, with every deduction, and whether it keeps pace. Use these numbers, never your own.',
    effect: 'read',
    scopes: ['projects:read'],
    input: One,
    output: ProjectHealth,
    example: { projectId: SOME_ID },
    run: (ctx, { projectId }) => getProjectHealth(ctx, projectId),
  }),
  tool({
    name: 'projects_create',
    title: 'Create a project',
    description: 'Creates a project: work with an end, made of tasks.',
    effect: 'write',
    scopes: ['projects:write'],
    input: NewProject,
    output: Project,
    example: { name: 'Renovate the kitchen', targetDate: '2037-05-31' },
    summary: (_, { name }) => `Create the project “${name}”`,
    run: (ctx, input) => createProject(ctx, input),
  }),
  tool({
    name: 'projects_update',
    title: 'Change a project',
    description: 'Changes fields of a project. An absent field keeps its value, null clears it.',
    effect: 'write',
    scopes: ['projects:write'],
    input: Changes,
    output: Project,
    example: { projectId: SOME_ID, changes: { impact: 5 } },
    summary: async (ctx, { projectId, changes }) =>
      `Change ${Object.keys(changes).join(', ')} of the project “${(await getProject(ctx, projectId)).name}”`,
    run: (ctx, { projectId, changes }) => updateProject(ctx, projectId, changes),
  }),
  tool({
    name: 'projects_add_task',
    title: 'Put a task into a project',
    description: 'Makes a task part of a project.',
    effect: 'write',
    scopes: ['projects:write'],
    input: Member,
    output: Member,
    example: { projectId: SOME_ID, taskId: SOME_ID },
    summary: async (ctx, { projectId }) => `Put a task into the project “${(await getProject(ctx, projectId)).name}”`,
    run: async (ctx, { projectId, taskId }) => {
      await addTask(ctx, projectId, taskId)
      return { projectId, taskId }
    },
  }),
  tool({
    name: 'projects_delete',
    title: 'Delete a project',
    description: 'Moves a project to the trash. Its tasks stay.',
    effect: 'destructive',
    scopes: ['projects:write'],
    input: One,
    output: Deleted,
    example: { projectId: SOME_ID },
    summary: async (ctx, { projectId }) => `Delete the project “${(await getProject(ctx, projectId)).name}”`,
    run: async (ctx, { projectId }) => {
      await deleteProject(ctx, projectId)
      return { deleted: projectId }
    },
  }),
]
