import type { DayFacts } from '../day-facts.service.ts'
import { counted, quoted } from '../wording.ts'
import type { MessageFacts } from './message-facts.service.ts'

interface Words {
  text: string
  question: string | null
}
type Kind = 'motivation' | 'reflection' | 'affirmation' | 'check_in'

/** A message without a model: sentences about what was written down, and nothing else. */
export function writeByRules(kind: Kind, { day, question, affirmation }: MessageFacts): Words {
  if (kind === 'affirmation') return { text: affirmation?.text ?? standing(day), question: null }
  if (kind === 'reflection') return { text: 'A question for today:', question }
  if (kind === 'check_in')
    return { text: checkIn(day), question: 'How are you now, from 1 to 10, and what is behind it?' }
  return { text: motivation(day), question: null }
}

function motivation(day: DayFacts): string {
  const greeting = day.name ? `${day.name}, ` : ''
  const sentences = [...streakSentence(day), ...goalSentence(day), ...taskSentence(day), ...habitSentence(day)]
  const [first = 'nothing is written down for today: the day is yours.', ...rest] = sentences
  return [greeting === '' ? capital(first) : `${greeting}${first}`, ...rest.map(capital)].slice(0, 3).join(' ')
}

const streakSentence = ({ streak }: DayFacts) =>
  streak ? [`you have kept ${quoted(streak.habit)} ${streak.days} times in a row.`] : []

function goalSentence({ goals }: DayFacts): string[] {
  const next = goals.find(({ daysLeft }) => daysLeft !== null && daysLeft >= 0)
  if (!next || next.daysLeft === null) return []
  const left = next.daysLeft === 0 ? 'today is the day of' : `${counted(next.daysLeft, 'day')} are left for`
  return [
    `${next.daysLeft === 1 ? 'one day is left for' : left} ${quoted(next.title)}, which stands at ${next.progress} %.`,
  ]
}

function taskSentence({ tasks: { dueToday, overdue } }: DayFacts): string[] {
  const [first] = dueToday
  const [late] = overdue
  if (first)
    return [
      `${counted(dueToday.length, 'task')} ${dueToday.length === 1 ? 'is' : 'are'} due today: ${quoted(first)}${dueToday.length > 1 ? ' and others' : ''}.`,
    ]
  return late ? [`nothing is due today, but ${quoted(late)} still waits.`] : []
}

const habitSentence = ({ habits: { open } }: DayFacts) =>
  open[0]
    ? [`${counted(open.length, 'habit')} ${open.length === 1 ? 'is' : 'are'} open, such as ${quoted(open[0])}.`]
    : []

function checkIn({ tasks, habits }: DayFacts): string {
  const parts = [
    ...(tasks.dueToday.length > 0 ? [`${counted(tasks.dueToday.length, 'task')} of today`] : []),
    ...(habits.open.length > 0 ? [counted(habits.open.length, 'habit')] : []),
  ]
  const open = parts.length === 0 ? 'Nothing of today is open.' : `Still open: ${parts.join(' and ')}.`
  return habits.done.length > 0 ? `${capital(counted(habits.done.length, 'habit'))} done. ${open}` : open
}

const standing = (day: DayFacts) => motivation(day)

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
