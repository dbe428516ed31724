export const CUE_TYPES = ['time', 'location', 'preceding_action', 'emotional_state', 'person'] as const
export type CueType = (typeof CUE_TYPES)[number]

export interface CueAnalysis {
  types: CueType[]
  /** 0 to 10: whether one can tell which moment is meant. */
  clarity: number
  /** 0 to 10: whether somebody else could see the moment come. */
  observability: number
  issues: string[]
}

const SIGNS: Record<CueType, RegExp> = {
  time: /\b(\d{1,2}[:.]\d{2}|\d{1,2}\s?(am|pm|o['’]?clock)|noon|midnight|alarm)\b/i,
  preceding_action: /\b(after|before|when(ever)? i|once i|as soon as|right when|while i|every time)\b/i,
  location:
    /\b(kitchen|desk|office|gym|car|bed(room|side)?|bathroom|sofa|couch|door|table|park|bus|train|home|shower)\b/i,
  emotional_state: /\b(feel(ing)?|stress(ed)?|tired|bored|anxious|angry|sad|lonely|restless|craving)\b/i,
  person: /\b(with (my|a|the)?\s?\w+|partner|wife|husband|friends?|kids?|children|colleagues?)\b/i,
}
const VAGUE =
  /\b(some ?time|when(ever)? (i|there) (have|has|is|get)\b.*\btime|if possible|later|soon|maybe|often|regularly|now and then|free time)\b/i
const PART_OF_DAY = /\b(morning|noon|afternoon|evening|night|day|daily|every ?day)\b/i
/** How far others could see it. */
const SEEN: Record<CueType, number> = { time: 9, preceding_action: 9, location: 7, person: 6, emotional_state: 3 }

/** From here on a cue names one moment. */
export const CLEAR = 7

/** The cue, if it names one moment. */
export const clearCue = (cue: string | null): string | null => (analyseCue(cue).clarity >= CLEAR ? cue : null)

/**
 * What a cue is made of. Clear is what names one moment: something done just before, or a time on the clock (Gollwitzer,
 * "Implementation Intentions", Am. Psychol. 54, 1999). English words only.
 */
export function analyseCue(cue: string | null): CueAnalysis {
  if (cue === null || cue.trim() === '')
    return { types: [], clarity: 0, observability: 0, issues: ['It has no cue: nothing says when to begin.'] }
  const types = CUE_TYPES.filter((type) => SIGNS[type].test(cue))
  const isDefinite = types.includes('preceding_action') || types.includes('time')
  const isVague = VAGUE.test(cue)
  const base = isDefinite ? 7 : types.length > 0 ? 5 : PART_OF_DAY.test(cue) ? 4 : 3
  const clarity = Math.max(1, Math.min(10, base + 1.5 * Math.max(0, types.length - 1) - (isVague ? 4 : 0)))
  const seen = Math.max(2, ...types.map((type) => SEEN[type]))
  return {
    types,
    clarity: Math.round(clarity),
    observability: isVague ? Math.min(3, seen) : seen,
    issues: [
      ...(isVague ? ['It leaves open when: a moment that may come any time seldom comes.'] : []),
      ...(!isDefinite && !isVague ? ['It names neither a time nor something done just before.'] : []),
      ...(types.length === 1 && types[0] === 'emotional_state'
        ? ['A feeling is hard to notice in time; add what you do then.']
        : []),
    ],
  }
}
