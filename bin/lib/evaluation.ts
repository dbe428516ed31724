import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isDistressed } from '#core/distress.ts'
import { PERSONALITY_MODES } from '#core/personality.ts'
import { classify, type Intent } from '#domains/voice/classify.ts'
import { modeFor } from '#domains/voice/modes.ts'

export const HALVES = ['dev', 'test'] as const
export type Half = (typeof HALVES)[number]

/** The moment and zone for which the expected dates were written: a Wednesday, ten in the morning. */
export const ABOUT = { now: '2027-03-10T09:00:00Z', zone: 'Europe/Vienna' }

export interface Verdict {
  text: string
  expected: string
  actual: string
  right: boolean
}

export interface Evaluation {
  set: string
  verdicts: Verdict[]
}

const FOLDER = path.join(import.meta.dirname, '../../test/eval')

/** Every set of one half, each of its lines answered and held against what a person wrote down. */
export async function evaluate(half: Half): Promise<Evaluation[]> {
  const lines = async (file: string) =>
    (await readFile(path.join(FOLDER, half, file), 'utf8')).split('\n').filter((line) => line !== '')
  const columns = async (file: string) => (await lines(file)).map((line) => line.split('\t'))
  const intents = (await columns('intents.tsv')).map(([expected = '', text = '']) => judgeIntents(text, expected))
  return [
    { set: 'intents', verdicts: intents },
    { set: 'several intents', verdicts: intents.filter(({ expected }) => expected.includes('+')) },
    { set: 'tasks and reminders', verdicts: (await lines('parsing.jsonl')).map(judgeParsing) },
    { set: 'modes', verdicts: (await columns('modes.tsv')).map(judgeMode) },
    { set: 'distress', verdicts: (await columns('distress.tsv')).map(judgeDistress) },
  ]
}

/** The share of right answers, 0 to 1. */
export function accuracy({ verdicts }: Evaluation): number {
  return verdicts.filter(({ right }) => right).length / verdicts.length
}

/** Right when every intent is there, in order, and no other; `a/b` leaves two readings open. */
function judgeIntents(text: string, expected: string): Verdict {
  const actual = classify(text, ABOUT).map(({ type }) => type)
  const wanted = expected.split('+')
  const right =
    wanted.length === actual.length && wanted.every((type, at) => type.split('/').includes(actual[at] ?? ''))
  return { text, expected, actual: actual.join('+'), right }
}

/** Right when every field that the line names is exactly that; a title may differ in capitals. */
function judgeParsing(line: string): Verdict {
  const { text, ...expected } = JSON.parse(line) as { text: string } & Record<string, unknown>
  const [intent] = classify(text, ABOUT)
  const actual = Object.fromEntries(
    Object.keys(expected).map((field) => [field, intent ? fieldOf(intent, field) : null]),
  )
  const right = Object.entries(expected).every(([field, value]) => agrees(field, value, actual[field]))
  return { text, expected: JSON.stringify(expected), actual: JSON.stringify(actual), right }
}

function fieldOf({ type, entities }: Intent, field: string): unknown {
  if (field === 'type') return type
  if (field === 'recurrence') return entities.recurrence?.rrule ?? null
  return (entities as unknown as Record<string, unknown>)[field] ?? null // the fields of a line are those of the entities
}

function agrees(field: string, expected: unknown, actual: unknown): boolean {
  if (field === 'type') return String(expected).split('/').includes(String(actual))
  if (field === 'title') return String(expected).toLowerCase() === String(actual).toLowerCase()
  return JSON.stringify(expected) === JSON.stringify(actual)
}

function judgeMode([expected = '', preference = '', text = '']: string[]): Verdict {
  const actual = modeFor(text, PERSONALITY_MODES.find((mode) => mode === preference) ?? null)
  return { text, expected, actual, right: expected === actual }
}

function judgeDistress([expected = '', text = '']: string[]): Verdict {
  const actual = isDistressed(text) ? 'distress' : 'calm'
  return { text, expected, actual, right: expected === actual }
}
