import { type Caller, callerOf } from './caller.ts'
import { type Chance, createChance, DAY, dayOf, type Item, type Json } from './demo-chance.ts'
import { makeDays } from './demo-days.ts'
import { makeLearning } from './demo-learning.ts'

interface Options {
  base: string
  email: string
  password: string
  /** How much of the past is filled. */
  weeks: number
  say: (line: string) => void
}

/**
 * Goals from year to week with criteria, and tasks over the weeks: most done at some hour near their day, some left over, some
 * to come; recurring ones, subtasks and dependencies; a project; habits, metrics and a logbook day by day; rewards, reminders and
 * appointments; a course, cards, notes and a journal. An account that is there already is signed in to and left as it is.
 */
export async function fillDemo({ base, email, password, weeks, say }: Options) {
  const started = performance.now()
  const call = await callerOf(base, { email, password, name: 'Robin Demo', timezone: 'Europe/Berlin' }, say)
  const now = Date.now()
  const there = (await call.get('/goals?limit=1')).items as Item[]
  if (there.length > 0)
    throw new Error(`${email} has data already. Set DEMO_EMAIL to another address to fill one afresh.`)
  const goals = await makeGoals(call, now)
  say(`  ${goals.length} goals`)
  let tasks = 0
  for (let week = weeks; week > -3; week--) {
    tasks += await makeWeek(call, goals, now, week)
    if (week % 6 === 0) say(`  ${tasks} tasks, ${week > 0 ? `${week} weeks to go` : 'and what is coming'}`)
  }
  tasks += await makeProject(call, goals[1]?.id ?? null, now)
  const days = await makeDays(call, goals, now, weeks)
  say(`  ${days} days and values of habits, metrics and the logbook`)
  const learnt = await makeLearning(call, goals, now, weeks)
  say(`  ${learnt} notes, journal entries, study sessions and reviews of flashcards`)
  return { tasks, goals: goals.length, days, learnt, seconds: (performance.now() - started) / 1_000 }
}

async function makeGoals(call: Caller, now: number): Promise<Item[]> {
  const year = {
    timeHorizon: 'yearly',
    status: 'active',
    startDate: dayOf(now - 180 * DAY),
    targetDate: dayOf(now + 185 * DAY),
  }
  const quarter = {
    timeHorizon: 'quarterly',
    status: 'active',
    startDate: dayOf(now - 60 * DAY),
    targetDate: dayOf(now + 30 * DAY),
  }
  const half = await call.post('/goals', {
    ...year,
    title: 'Run a half marathon',
    area: 'health',
    subCategory: 'exercise',
    priority: 'high',
    successCriteria: ['Run 10 km without a break', 'Run 15 km', { text: 'Finish under 2:10' }],
  })
  const book = await call.post('/goals', {
    ...year,
    title: 'Write a short book',
    area: 'happiness',
    priority: 'medium',
    successCriteria: ['Outline', 'First draft', 'Somebody has read it'],
  })
  const money = await call.post('/goals', {
    ...year,
    title: 'Six months of savings',
    area: 'wealth',
    subCategory: 'investments',
    priority: 'high',
  })
  const base = await call.post('/goals', {
    ...quarter,
    title: 'Build the endurance for 15 km',
    area: 'health',
    parentGoalId: half.id,
    priority: 'high',
  })
  const draft = await call.post('/goals', {
    ...quarter,
    title: 'Half of the first draft',
    area: 'happiness',
    parentGoalId: book.id,
  })
  const home = await call.post('/goals', {
    ...quarter,
    title: 'A flat that is easy to keep',
    area: 'operations',
    subCategory: 'organization',
    status: 'planning',
  })
  const goals = [half, book, money, base, draft, home] as unknown as Item[]
  for (const title of ['Run 10 km without a break', 'Outline']) await tick(call, goals, title)
  return goals
}

/** Ticks a criterion the way a client does: reads the goal, sends its criteria back with one of them done. */
async function tick(call: Caller, goals: Item[], text: string) {
  for (const { id } of goals) {
    const { successCriteria } = (await call.get(`/goals/${id}`)) as { successCriteria: (Json & { text: string })[] }
    const found = successCriteria.find((one) => one.text === text)
    if (found) await call.patch(`/goals/${id}/criteria/${found.id}`, { isCompleted: true })
  }
}

/** [title, area, minutes, priority, index of its goal, weekday from Monday 0] */
const WEEKLY = [
  ['Long run', 'health', 80, 'p2', 3, 6],
  ['Interval training', 'health', 45, 'p3', 3, 2],
  ['Write two pages', 'happiness', 60, 'p2', 4, 1],
  ['Write on Saturday', 'happiness', 120, 'p3', 4, 5],
  ['Look over the accounts', 'wealth', 20, 'p3', 2, 4],
  ['Call the family', 'love', 30, 'p2', null, 6],
  ['Review the week', 'operations', 30, 'p1', null, 6],
  ['Clean the kitchen', 'operations', 40, 'p4', 5, 5],
] as const

const ERRANDS = [
  'Renew the library card',
  'Book the dentist',
  'Repair the bike light',
  'Send the parcel back',
  'Change the filter',
  'Print the tickets',
  'Answer the landlord',
  'Sort the photos',
  'Buy running socks',
  'Update the CV',
]

async function makeWeek(call: Caller, goals: Item[], now: number, week: number): Promise<number> {
  const chance = createChance(week + 40)
  const monday = now - ((new Date(now).getUTCDay() + 6) % 7) * DAY - week * 7 * DAY
  const planned = WEEKLY.map(([title, area, estimateMinutes, priority, goal, weekday]) => {
    const goalId = goal === null ? undefined : goals[goal]?.id
    return {
      title,
      area,
      estimateMinutes,
      priority,
      tags: ['weekly'],
      at: monday + weekday * DAY,
      ...(goalId && { goalIds: [goalId] }),
    }
  })
  const errands = Array.from({ length: 1 + chance.upTo(3) }, () => ({
    title: ERRANDS[chance.upTo(ERRANDS.length)] ?? 'Errand',
    area: 'operations',
    priority: chance.happens(0.2) ? 'p2' : 'p4',
    tags: ['errand'],
    at: monday + chance.upTo(7) * DAY,
  }))
  const operations = [...planned, ...errands].map(({ at, ...task }) => ({
    op: 'create',
    task: { ...task, dueDate: dayOf(at), ...doneAt(chance, at, now) },
  }))
  const { results } = (await call.post('/tasks/batch', { operations })) as { results: unknown[] }
  return results.length
}

/** Most things of the past are done, in the evening of their day or one later; the rest stay open. */
function doneAt(chance: Chance, at: number, now: number): Json {
  if (at > now || chance.happens(0.14)) return {}
  const moment = Math.floor(at / DAY) * DAY + (17 + chance.upTo(5)) * 3_600_000 + (chance.happens(0.2) ? DAY : 0)
  return moment > now ? {} : { status: 'done', completedAt: new Date(moment).toISOString() }
}

/** One piece of work with subtasks and an order, and a few things that recur. */
async function makeProject(call: Caller, goalId: string | null, now: number): Promise<number> {
  const goalIds = goalId === null ? [] : [goalId]
  const project = await call.post('/projects', {
    name: 'The first draft',
    area: 'happiness',
    status: 'active',
    impact: 4,
    startDate: dayOf(now - 40 * DAY),
    targetDate: dayOf(now + 50 * DAY),
    goalIds,
  })
  const top = await call.post('/tasks', {
    title: 'Get the draft ready for a reader',
    area: 'happiness',
    priority: 'p1',
    goalIds,
    projectIds: [project.id],
  })
  const steps: Item[] = []
  for (const [at, title] of ['Read it aloud', 'Cut a tenth', 'Fix the ending', 'Print it'].entries()) {
    steps.push(
      (await call.post('/tasks', {
        title,
        parentTaskId: top.id,
        projectIds: [project.id],
        dueDate: dayOf(now + (at + 1) * 4 * DAY),
        estimateMinutes: 90,
      })) as unknown as Item,
    )
  }
  for (const [at, step] of steps.entries()) {
    const before = steps[at - 1]
    if (before) await call.post(`/tasks/${step.id}/dependencies`, { dependsOnTaskId: before.id })
  }
  const recurring = [
    'Water the plants every 3 days after completion #home',
    'Pay the rent on the 31st of each month !p1 @wealth',
    'Back up the laptop every first Sunday of the month at 10:00 ~20m',
    'Stretch every weekday at 7am ~10m @health',
  ]
  for (const text of recurring) await call.post('/tasks/quick-add', { text })
  return 1 + steps.length + recurring.length
}
