import { setImmediate } from 'node:timers/promises'
import { type Entry, textOf } from './logbook-facts.service.ts'
import { type TextSentiment, textSentiment } from './sentiment.ts'

export interface Rated extends TextSentiment {
  entry: Entry
}

const AT_ONCE = 20

/** The entries with how they feel, without those of no rated word; twenty at a time, letting others have the processor in between. */
export async function ratedEntries(entries: readonly Entry[]): Promise<Rated[]> {
  const rated: Rated[] = []
  for (const [at, entry] of entries.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate()
    const sentiment = textSentiment(textOf(entry))
    if (sentiment.rated > 0) rated.push({ entry, ...sentiment })
  }
  return rated
}
