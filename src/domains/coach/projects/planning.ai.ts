import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import { ALL_SUB_CATEGORIES, AREAS } from '#core/areas.ts'
import type { UserCtx } from '#core/ctx.ts'
import { loadGoals } from '#domains/goals/goals.service.ts'
import { getProject, listProjects } from '#domains/projects/projects.service.ts'
import { listTasks } from '#domains/tasks/tasks.service.ts'
import { nearest } from '../alike.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { likeness, wordsOf } from '../likeness.ts'
import { named } from '../naming.ts'
import { comesBefore, PHASES, phaseOf } from '../tasks/ordering.ts'
import { stepsIn } from '../tasks/steps.ts'
import { counted, joined } from '../wording.ts'
import { type Project, shortened } from './project-facts.service.ts'
import { ProjectInQuestion } from './questions.schema.ts'

const Proposed = z.object({
  title: z.string().trim().min(1).max(500).meta({ example: 'Order tiles' }),
  description: z.string().max(2_000).nullable(),
  area: z.enum(AREAS).nullable().meta({ example: 'operations' }),
  subCategory: z.enum(ALL_SUB_CATEGORIES).nullable(),
  priority: z.enum(['p1', 'p2', 'p3', 'p4']).meta({ example: 'p3' }),
  estimateMinutes: z.int().min(1).nullable().describe('Only what you gave such a task before').meta({ example: 30 }),
  reasoning: sentence('You did it for “Renovate the bathroom”.'),
  dependencies: z.array(z.string()).max(20).describe('Titles of the others that come first').meta({ example: [] }),
  order: z.int().min(1),
})
type Proposed = z.infer<typeof Proposed>

export const ProjectTasks = z
  .object({
    tasks: z.array(Proposed).max(30).describe('In the order of doing, without those that the project has'),
    overallStrategy: sentence('One task, from what you did for “Renovate the bathroom”.'),
    phaseBreakdown: z
      .array(
        z.object({
          phase: z.string().max(100).meta({ example: 'prepare' }),
          tasks: z
            .array(z.string())
            .max(30)
            .meta({ example: ['Order tiles'] }),
          minutes: z.int().nullable().describe('Null when one of them has no estimate').meta({ example: 30 }),
        }),
      )
      .max(10),
    estimatedTotalMinutes: z.int().nullable().describe('Null when one has no estimate').meta({ example: 30 }),
    confidence: Confidence,
  })
  .meta({ id: 'ProjectTasks' })
type ProjectTasks = z.infer<typeof ProjectTasks>

interface Facts {
  project: Pick<Project, 'name' | 'description' | 'notes' | 'area' | 'subCategory' | 'targetDate'>
  /** Titles of the tasks it has. */
  present: string[]
  answer: ProjectTasks
}

export const proposeTasks = feature({
  name: 'projects.tasks',
  summary: 'Propose tasks for a project',
  description:
    'Without a model: what its description and notes list, what you did for the project that is most like it, and what is open of the goals it serves, in the order of doing. Nothing is created.',
  input: ProjectInQuestion,
  output: ProjectTasks,
  cache: '1d',
  dependsOn: 'day',
  reads: ['projects', 'tasks', 'goals'],
  facts: (ctx, { projectId }): Promise<Facts> => factsOf(ctx, projectId),
  prompt: (_, { today, facts }) => ({
    instructions:
      'Propose three to fifteen tasks for a project of one person, in the order of doing, each beginning with a verb and done at one or few sittings. Keep those that were worked out; repeat none that the project has. dependencies are titles of others in your list. estimateMinutes is null, phaseBreakdown names phases with the titles in them.',
    content: JSON.stringify({ today, ...facts }),
  }),
  rules: (_, { facts }) => facts.answer,
  check: (said, _, { facts }) => {
    const fresh = withoutKnown(said.tasks, facts.present)
    return fresh.length === 0 ? 'there is no new task.' : founded({ ...said, tasks: fresh }, facts)
  },
})

async function factsOf(ctx: UserCtx, projectId: string): Promise<Facts> {
  const project = await getProject(ctx, projectId)
  const { name, description, notes, area, subCategory, targetDate } = project
  const [present, others, goals] = await Promise.all([
    tasksOf(ctx, projectId),
    listProjects(ctx, { limit: 100, sort: 'newest' }),
    loadGoals(ctx, project.goalIds),
  ])
  const peers = others.items.filter(({ id, taskCount }) => id !== projectId && taskCount > 0)
  const [model] = await nearest(name, peers, (peer) => peer.name, 1)
  const before = model ? await tasksOf(ctx, model.item.id) : []
  const base = { description: null, area, subCategory, priority: 'p3' as const, dependencies: [], order: 1 }
  const of = (title: string, reasoning: string, estimateMinutes: number | null = null): Proposed => ({
    ...base,
    ...{ title, reasoning, estimateMinutes },
  })
  const listed = [...stepsIn('', description), ...stepsIn('', notes)].map((title) => of(title, 'Its text lists it.'))
  const repeated = before.map((task) =>
    of(task.title, `You did it for ${named([model?.item.name ?? ''])}.`, task.estimateMinutes),
  )
  const open = goals.flatMap(({ title, successCriteria }) =>
    successCriteria
      .filter(({ isCompleted, taskId }) => !isCompleted && taskId === null)
      .map(({ text }) => of(text, `It is open of the goal ${named([title])}.`)),
  )
  const titles = present.map(({ title }) => title)
  const tasks = inOrder(withoutKnown([...listed, ...open, ...repeated], titles).slice(0, 30))
  const sources = [
    ...(listed.length > 0 ? ['what its text lists'] : []),
    ...(open.length > 0 ? ['what is open of its goals'] : []),
    ...(repeated.length > 0 && model ? [`what you did for ${named([model.item.name])}`] : []),
  ]
  return {
    project: { name, description: shortened(description), notes: shortened(notes), area, subCategory, targetDate },
    present: titles,
    answer: answerOf(tasks, sources, listed.length > 0),
  }
}

const tasksOf = async (ctx: UserCtx, projectId: string) =>
  (await listTasks(ctx, { limit: 100, sort: 'position', projectId })).items.filter(
    ({ status }) => status !== 'cancelled',
  )

function answerOf(tasks: Proposed[], sources: string[], isListed: boolean): ProjectTasks {
  const overallStrategy =
    tasks.length > 0
      ? `${counted(tasks.length, 'task')}, from ${joined(sources)}. The order follows from what is done with the same thing.`
      : sources.length > 0
        ? 'Everything that follows from its text, its goals and like projects is among its tasks.'
        : 'Its text lists nothing, no project of yours is like it, and nothing is open of its goals. A list in its description would be taken up.'
  const confidence = tasks.length === 0 ? 0 : isListed ? 0.7 : 0.4
  return { tasks, overallStrategy, ...breakdownOf(tasks), confidence }
}

/** By the phase that each begins with; what says none stands in the middle. What comes first with the same thing is named. */
function inOrder(tasks: Proposed[]): Proposed[] {
  const place = ({ title }: Proposed) => PHASES.indexOf(phaseOf(title) ?? 'make')
  return [...tasks]
    .sort((a, b) => place(a) - place(b))
    .map((task, at) => ({
      ...task,
      order: at + 1,
      dependencies: tasks
        .filter((other) => comesBefore(other.title, task.title))
        .map(({ title }) => title)
        .slice(0, 20),
    }))
}

function breakdownOf(tasks: Proposed[]): Pick<ProjectTasks, 'phaseBreakdown' | 'estimatedTotalMinutes'> {
  const phases = Map.groupBy(tasks, ({ title }) => phaseOf(title) ?? 'make')
  return {
    phaseBreakdown: [...phases].map(([phase, members]) => ({
      phase,
      tasks: members.map(({ title }) => title),
      minutes: summed(members),
    })),
    estimatedTotalMinutes: summed(tasks),
  }
}

function summed(tasks: Proposed[]): number | null {
  const minutes = tasks.map(({ estimateMinutes }) => estimateMinutes)
  return minutes.length === 0 || minutes.includes(null)
    ? null
    : minutes.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

/** Tasks that neither the project has nor one before them says in nearly the same words. */
function withoutKnown(tasks: Proposed[], present: string[]): Proposed[] {
  const taken = [...present]
  return tasks.filter(({ title }) => {
    const isNew = taken.every(
      (other) => other.toLowerCase() !== title.toLowerCase() && likeness(wordsOf(other), wordsOf(title)) < SAME_WORDS,
    )
    if (isNew) taken.push(title)
    return isNew
  })
}

const SAME_WORDS = 0.9

/** Minutes that nobody gave, areas that are not the project's, and titles that are not in the list are not taken from a model. */
function founded(said: ProjectTasks, { project, answer }: Facts): ProjectTasks {
  const minutes = new Map(answer.tasks.map(({ title, estimateMinutes }) => [title, estimateMinutes]))
  const titles = new Set(said.tasks.map(({ title }) => title))
  const tasks = said.tasks.map((task, at) => ({
    ...task,
    area: project.area,
    subCategory: project.subCategory,
    estimateMinutes: minutes.get(task.title) ?? null,
    dependencies: task.dependencies.filter((title) => titles.has(title) && title !== task.title),
    order: at + 1,
  }))
  const phaseBreakdown = said.phaseBreakdown.map(({ phase, tasks: members }) => {
    const known = members.filter((title) => titles.has(title))
    return { phase, tasks: known, minutes: summed(tasks.filter(({ title }) => known.includes(title))) }
  })
  return { ...said, tasks, phaseBreakdown, estimatedTotalMinutes: summed(tasks) }
}
