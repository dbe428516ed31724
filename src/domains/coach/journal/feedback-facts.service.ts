import type { UserCtx } from '#core/ctx.ts'
import { addDays } from '#core/time/zones.ts'
import { helpFor } from '#domains/accounts/help.service.ts'
import { getEntry } from '#domains/journal/journal.service.ts'
import { journalStats } from '#domains/journal/looking-back.service.ts'
import { type Feelings, feelingsIn } from './feelings.ts'

type Entry = Awaited<ReturnType<typeof getEntry>>

export interface FeedbackFacts {
  entry: Pick<Entry, 'date' | 'title' | 'text' | 'mood' | 'moodLabel' | 'tags' | 'isPrivate'>
  words: number
  feelings: Feelings
  moods: {
    entry: number | null
    mean30Days: number | null
    difference: number | null
    tags: { tag: string; entries: number; mood: number | null }[]
  }
  help: Awaited<ReturnType<typeof helpFor>>
}

const DAYS_BEFORE = 30

/** What can be told about an entry by reading and counting. Somebody else's is not found. */
export async function feedbackFacts(ctx: UserCtx, entryId: string): Promise<FeedbackFacts> {
  const { date, title, text, mood, moodLabel, tags, isPrivate } = await getEntry(ctx, entryId)
  const whole = [title, text, moodLabel].filter((part) => part !== null).join('\n')
  const before = await journalStats(ctx, { from: addDays(date, -DAYS_BEFORE), to: addDays(date, -1) })
  const difference = mood === null || before.mood === null ? null : Math.round((mood - before.mood) * 10) / 10
  return {
    entry: { date, title, text, mood, moodLabel, tags, isPrivate },
    words: text.match(/\S+/g)?.length ?? 0,
    feelings: feelingsIn(whole),
    moods: {
      entry: mood,
      mean30Days: before.mood,
      difference,
      tags: before.byTag.filter(({ tag }) => tags.includes(tag)),
    },
    help: await helpFor(ctx, whole),
  }
}
