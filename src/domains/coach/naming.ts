import { joined, quoted } from './wording.ts'

/** Some titles as a sentence names them: “A”, “B” and 2 more. */
export function named(titles: readonly string[], most = 3): string {
  const rest = titles.length - most
  return joined([...titles.slice(0, most).map(quoted), ...(rest > 0 ? [`${rest} more`] : [])])
}

/** A number that is to be reached, as people write it: two decimals at most, and none where there are none. */
export const plain = (value: number): string => String(Math.round(value * 100) / 100)
