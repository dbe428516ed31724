/** The most steps that are read out of a text. */
const MOST = 20
const BULLET = /^\s*(?:[-*•]|\d{1,2}[.)]|\[[ x]\])\s+(?:\[[ x]\]\s+)?(\S.*)$/i

/**
 * The steps that a text names itself: the lines of a list in the description, or what a title puts one after another with "then" or a
 * semicolon. Commas count only beside those: "milk, eggs and bread" are no steps.
 */
export function stepsIn(title: string, description: string | null): string[] {
  const listed = (description ?? '').split('\n').flatMap((line) => BULLET.exec(line)?.[1]?.trim() ?? [])
  if (listed.length > 1) return listed.slice(0, MOST).map(cut)
  const inOrder = title.split(/[,;]?\s+(?:and )?then\s+|;\s+/i)
  if (inOrder.length === 1) return []
  const parts = inOrder
    .flatMap((part) => part.split(/,\s+(?:and\s+)?/i))
    .map((part) => part.trim())
    .filter((part) => /\p{L}{2}/u.test(part))
  return parts.length > 1 ? parts.slice(0, MOST).map(capital) : []
}

const cut = (text: string) => text.slice(0, 500)
const capital = (text: string) => cut(text.charAt(0).toUpperCase() + text.slice(1))
