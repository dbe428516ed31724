import type { AutomationFacts } from './automation-facts.service.ts'

interface Section {
  heading: string
  /** Words of a wish that ask for it. */
  asked: RegExp
  lines: (facts: AutomationFacts) => string[]
}

const SECTIONS: readonly Section[] = [
  {
    heading: 'Tasks',
    asked: /\b(task|todo|to-do|due|overdue|deadline|urgent|work|plan|day|today|tomorrow|week|brief|focus|priorit)/i,
    lines: ({ tasks: { dueToday, overdue } }) => [
      ...dueToday.slice(0, 10).map((title) => `${title} (due today)`),
      ...overdue.slice(0, 10).map((title) => `${title} (overdue)`),
    ],
  },
  {
    heading: 'Schedule',
    asked: /\b(schedule|calendar|meeting|appointment|agenda|plan|day|today|tomorrow|week|brief)/i,
    lines: ({ schedule }) =>
      schedule
        .slice(0, 20)
        .map(({ title, from, until }) => `${from.replace('T', ' ')}–${until.slice(11, 16)} ${title}`),
  },
  {
    heading: 'Habits',
    asked: /\b(habit|routine|streak|day|today|brief|evening|morning)/i,
    lines: ({ habits: { open, done }, streak }) => [
      ...open.map((name) => `${name} (open)`),
      ...done.map((name) => `${name} (done)`),
      ...(streak ? [`Longest run going on: ${streak.habit}, ${streak.days} times in a row`] : []),
    ],
  },
  {
    heading: 'Goals',
    asked: /\b(goal|target|progress|objective|aim|week|month|review)/i,
    lines: ({ goals }) =>
      goals.map(({ title, progress, daysLeft }) => {
        if (daysLeft === null) return `${title}: ${progress} %`
        return daysLeft < 0
          ? `${title}: ${progress} %, ${-daysLeft} days past its day`
          : `${title}: ${progress} %, ${daysLeft} days left`
      }),
  },
  {
    heading: 'Metrics',
    asked: /\b(metric|weight|measure|number|trend|statistic|review)/i,
    lines: ({ metrics }) =>
      metrics
        .filter(({ value }) => value !== null)
        .map(({ name, unit, value, trend }) => `${name}: ${value}${unit === null ? '' : ` ${unit}`} (${trend})`),
  },
]

const HONEST =
  'No model answered this. It is what is written down about the words of your wish, and nothing was concluded from it.'

/** The answer without a model: lists of what the words of the wish name, or of everything when they name nothing known. */
export function answerByRules({ name, prompt }: { name: string; prompt: string }, facts: AutomationFacts) {
  const named = SECTIONS.filter(({ asked }) => asked.test(prompt))
  const parts = (named.length > 0 ? named : SECTIONS).flatMap(({ heading, lines }) => {
    const list = lines(facts)
    return list.length === 0 ? [] : [`**${heading}**\n${list.map((line) => `- ${line}`).join('\n')}`]
  })
  const text = parts.length === 0 ? 'Nothing is written down about it.' : parts.join('\n\n')
  return { title: name.slice(0, 200), text: `${text}\n\n${HONEST}`.slice(0, 8_000) }
}
