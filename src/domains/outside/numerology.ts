/** The system that numbers letters 1 to 9 in the order of the alphabet, A1 … I9, J1 … R9, S1 … Z8. */
export const METHOD =
  'Pythagorean (A=1 … I=9, J=1 … R=9, S=1 … Z=8). Life path: month, day and year are each reduced, then added and reduced. Names: each is reduced, then all are added and reduced. 11, 22 and 33 are master numbers and stay as they are. Y is a vowel where no other vowel stands beside it.'

export const MASTERS: ReadonlySet<number> = new Set([11, 22, 33])

export interface Reduced {
  number: number
  isMaster: boolean
  /** `1985 → 23 → 5` */
  steps: string
}

/** Adds digits until one is left, or a master number. */
export function reduced(value: number): Reduced {
  const steps = [value]
  let number = value
  while (number > 9 && !MASTERS.has(number)) {
    number = digitsOf(number)
    steps.push(number)
  }
  return { number, isMaster: MASTERS.has(number), steps: steps.join(' → ') }
}

const digitsOf = (value: number): number => [...String(value)].reduce((sum, digit) => sum + Number(digit), 0)

/** Of a day, `YYYY-MM-DD`. */
export function lifePath(birthDate: string): Reduced {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number)
  return summed([month, day, year].map(reduced))
}

export const birthdayNumber = (birthDate: string): Reduced => reduced(Number(birthDate.slice(8, 10)))

/** Month and day of birth with another year; masters are not kept here, as there are nine years in a round. */
export function personalYear(birthDate: string, year: number): Reduced {
  const [, month = 0, day = 0] = birthDate.split('-').map(Number)
  const parts = [month, day, year].map(toOneDigit)
  const sum = parts.reduce((a, b) => a + b, 0)
  const number = toOneDigit(sum)
  const steps = `${parts.join(' + ')} = ${sum}${sum > 9 ? ` → ${number}` : ''}`
  return { number, isMaster: false, steps }
}

const toOneDigit = (value: number): number => (value === 0 ? 0 : ((value - 1) % 9) + 1)

export interface NameNumbers {
  expression: Reduced | null
  soulUrge: Reduced | null
  personality: Reduced | null
  /** How the name was read. */
  letters: string
  /** Characters that stand for no letter of the Latin alphabet, and so for no number. */
  ignored: string[]
}

/** Diacritics fall away (é is e), letters like ß and æ are the two they are written as elsewhere; nothing is transliterated. */
export function nameNumbers(fullName: string): NameNumbers {
  const names = fullName.split(/[\s-]+/).map((name) => latinised(name).replace(/[^a-z]/g, ''))
  const foreign = [...fullName.normalize('NFC')].filter(
    (one) => /[\p{L}\p{N}]/u.test(one) && !/[a-z]/.test(latinised(one)),
  )
  const number = (wanted: (letter: string, at: number, name: string) => boolean): Reduced | null => {
    const sums = names.map((name) =>
      [...name].reduce((sum, letter, at) => (wanted(letter, at, name) ? sum + digitOf(letter) : sum), 0),
    )
    const said = sums.filter((sum) => sum > 0)
    return said.length === 0 ? null : summed(said.map(reduced))
  }
  return {
    expression: number(() => true),
    soulUrge: number(isVowel),
    personality: number((letter, at, name) => !isVowel(letter, at, name)),
    letters: names.filter((name) => name !== '').join(' '),
    ignored: [...new Set(foreign)],
  }
}

function summed(parts: Reduced[]): Reduced {
  const [only] = parts
  if (only && parts.length === 1) return only
  const sum = parts.reduce((all, { number }) => all + number, 0)
  const whole = reduced(sum)
  const terms = parts.map(({ steps }) => steps).join(' + ')
  return { ...whole, steps: `${terms} = ${whole.steps}` }
}

/** Letters that are no plain letter with a mark on it. */
const WRITTEN_AS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'ng',
}

const latinised = (text: string): string =>
  [...text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')].map((letter) => WRITTEN_AS[letter] ?? letter).join('')

const digitOf = (letter: string): number => ((letter.charCodeAt(0) - 97) % 9) + 1

const isVowel = (letter: string, at: number, name: string): boolean =>
  'aeiou'.includes(letter) ||
  (letter === 'y' && !'aeiou'.includes(name[at - 1] || '.') && !'aeiou'.includes(name[at + 1] || '.'))
