import { wordsOf } from '../likeness.ts'
import { isRated } from './sentiment.ts'

/** Words that are in every diary. */
const EVERYWHERE = new Set(
  `about above after again all also always and another any anything are around away back because been before being both but came
  can come could day days did didn does doing done don down each even evening ever every everything few finally first for from
  get getting give goes going gone got had half has have having her here him his hour hours how into its just keep kept last
  later less little long lot made make many maybe minutes month more morning most much must myself new next night nothing now
  off once one only other our out over own part past quite rather really right same saw say see seem seemed she should since
  some something somehow soon still stuff such take than that the their them then there these they thing things think this
  those though thought three through time times today together tomorrow too took tried try turned two under until upon use used
  very want wanted was way week weeks well went were what when where which while who whole why will with without would year
  yesterday yet you your monday tuesday wednesday thursday friday saturday sunday feel felt feeling bit kind sort like`.split(
    /\s+/,
  ),
)
const everywhere = wordsOf([...EVERYWHERE].join(' '))

export interface Theme<T> {
  /** As it is written most often. */
  word: string
  items: T[]
}

/** Of so many texts, a word of nearly all of them tells none from another. */
const MANY = 10
const NEARLY_ALL = 0.8

/** Words of several texts, those of most of them first; words that only say how somebody feels are no themes. */
export function themesIn<T>(items: readonly T[], textOf: (item: T) => string, fewest: number): Theme<T>[] {
  const found = new Map<string, { spellings: string[]; items: T[] }>()
  for (const item of items) {
    const text = textOf(item).toLowerCase()
    const own = new Map(
      (text.match(/\p{L}{3,}/gu) ?? []).flatMap((word) => [...wordsOf(word)].map((stem) => [stem, word])),
    )
    for (const [stem, word] of own) {
      if (everywhere.has(stem) || EVERYWHERE.has(word) || isRated(word)) continue
      const theme = found.get(stem) ?? { spellings: [], items: [] }
      theme.spellings.push(word)
      theme.items.push(item)
      found.set(stem, theme)
    }
  }
  return [...found.values()]
    .filter((theme) => theme.items.length >= fewest)
    .filter((theme) => items.length < MANY || theme.items.length <= items.length * NEARLY_ALL)
    .map((theme) => ({ word: commonest(theme.spellings), items: theme.items }))
    .sort((a, b) => b.items.length - a.items.length)
}

function commonest(words: readonly string[]): string {
  const groups = [...Map.groupBy(words, (word) => word).values()].sort((a, b) => b.length - a.length)
  return groups[0]?.[0] ?? ''
}
