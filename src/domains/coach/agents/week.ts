import { capital, counted, joined, quoted } from '../wording.ts'

export interface WeekStats {
  tasks: { completed: number; overdue: number; titles: string[]; before: number }
  habits: { due: number; done: number; before: { due: number; done: number } }
  goals: {
    active: number
    atRisk: { id: string; title: string; progress: number; health: string }[]
    achieved: string[]
  }
  metrics: { name: string; unit: string | null; value: number; change: number | null; trend: string }[]
  journal: { entries: number; days: number; mood: number | null; moodBefore: number | null }
}

export interface WeekWords {
  summary: string
  achievements: string[]
  challenges: string[]
  focus: string[]
  question: string
}

/** The words without a model: every sentence says something that was counted. */
export function wordsOfWeek(stats: WeekStats): WeekWords {
  return {
    summary: summaryOf(stats),
    achievements: achievementsOf(stats),
    challenges: challengesOf(stats),
    focus: focusOf(stats),
    question: questionOf(stats),
  }
}

function summaryOf({ tasks, habits, journal }: WeekStats): string {
  const parts = [
    `You finished ${counted(tasks.completed, 'task')}${compared(tasks.completed, tasks.before)}.`,
    ...(habits.due > 0
      ? [`Habits were done ${habits.done} of ${counted(habits.due, 'time')}${rateCompared(habits)}.`]
      : []),
    ...(journal.mood === null
      ? []
      : [`Your mood was ${journal.mood} in the mean${compared(journal.mood, journal.moodBefore)}.`]),
  ]
  return parts.join(' ')
}

function achievementsOf({ tasks, goals, habits }: WeekStats): string[] {
  return [
    ...goals.achieved.map((title) => `You reached ${quoted(title)}.`),
    ...(tasks.titles.length > 0 ? [`Done, among others: ${joined(tasks.titles.slice(0, 3).map(quoted))}.`] : []),
    ...(habits.due > 0 && habits.done === habits.due ? ['No habit was missed.'] : []),
  ]
}

function challengesOf({ tasks, goals, habits }: WeekStats): string[] {
  return [
    ...goals.atRisk.map(({ title, progress }) => `${quoted(title)} stands at ${progress} % and is behind.`),
    ...(tasks.overdue > 0
      ? [`${capital(counted(tasks.overdue, 'task'))} ${tasks.overdue === 1 ? 'is' : 'are'} overdue.`]
      : []),
    ...(habits.due > 0 && habits.done * 2 < habits.due ? ['Less than half of what habits asked for was done.'] : []),
  ]
}

function focusOf({ tasks, goals, habits }: WeekStats): string[] {
  const [behind] = goals.atRisk
  return [
    ...(behind ? [`One step for ${quoted(behind.title)}.`] : []),
    ...(tasks.overdue > 0 ? ['Go through what is overdue: do it, give it a new day, or let it go.'] : []),
    ...(habits.due > 0 && habits.done * 2 < habits.due ? ['Choose the one habit that matters most.'] : []),
  ]
}

function questionOf({ journal, tasks, habits }: WeekStats): string {
  const { mood, moodBefore } = journal
  if (mood !== null && moodBefore !== null && mood <= moodBefore - 1) return 'What made this week harder than the last?'
  if (tasks.completed === 0 && habits.done === 0) return 'What did this week need from you that is not written down?'
  return 'What of this week would you like to have again in the next?'
}

function compared(now: number, before: number | null): string {
  if (before === null || before === now) return before === null ? '' : ', as in the week before'
  return `, ${now > before ? 'up' : 'down'} from ${before} in the week before`
}

function rateCompared({ due, done, before }: WeekStats['habits']): string {
  if (before.due === 0) return ''
  const [rate, last] = [done / due, before.done / before.due]
  if (Math.abs(rate - last) < 0.05) return ', about as in the week before'
  return rate > last ? ', more often than in the week before' : ', less often than in the week before'
}
