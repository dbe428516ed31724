const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/u
const KIN =
  'mom|mum|mother|dad|father|grandma|grandpa|grandmother|grandfather|sister|brother|wife|husband|son|daughter|aunt|uncle|boss|landlord|coach|therapist|doctor|dentist|accountant|lawyer|plumber|teacher|neighbou?r|partner|girlfriend|boyfriend'
const LEADS =
  'with|to|from|for|call|phone|text|email|message|meet|meeting|ask|tell|see|seeing|visit|thank|congratulate|invite|befriend|send|add|let|give|show|remind|friend|connect me with'
const NAME = "(?:(?:Dr|Mr|Mrs|Ms|Prof)\\.? )?\\p{Lu}[\\p{L}'’-]{1,30}(?: \\p{Lu}[\\p{L}'’-]{1,30}){0,2}"
const NAMED = new RegExp(
  `(?<![\\p{L}])(?:${LEADS}|${LEADS.replace(/\b\w/g, (letter) => letter.toUpperCase())}) (?:my friend )?(${NAME})`,
  'gu',
)
const RELATED = new RegExp(`(?<![\\p{L}])(?:${LEADS}) (?:my |our |the )?(${KIN})(?![\\p{L}])`, 'iu')
/** Capitals that name no one. */
const NOBODY =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|^(?:January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|New|I|English|Spanish|French|Italian|German|Python)\b/

/** Who an utterance is about: an address, a name with a capital behind a word that leads to one, or a relation ("my sister"). */
export function personIn(text: string): string | null {
  const email = EMAIL.exec(text)?.[0]
  if (email) return email
  for (const [, name = ''] of text.slice(0, 500).matchAll(NAMED)) {
    const kept = name.replace(/['’]s$/, '').replace(/ (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/, '')
    if (!NOBODY.test(kept)) return kept
  }
  return RELATED.exec(text)?.[1]?.toLowerCase() ?? null
}

/** Who is to become a friend, also where a transcript has no capitals: "befriend tom", "add sarah as a friend". */
export function friendIn(text: string): string | null {
  const said = text.replace(/[.!?]+$/, '')
  const found =
    /\b(?:add|invite|make|befriend|with|to|send)\s+(?:my friend |me )?([\p{L}'’.@+-]+(?: \p{Lu}[\p{L}'’-]+)?)(?=\s+(?:as|to|a friend|into)\b|$)/iu.exec(
      said,
    )
  return EMAIL.exec(text)?.[0] ?? personIn(text) ?? found?.[1] ?? null
}
