import { isDistressed } from '#core/distress.ts'
import type { PersonalityMode } from '#core/personality.ts'

/** In this order: who is overwhelmed is calmed before being asked why, and who avoids something is pushed before being advised. */
const SIGNS: readonly [PersonalityMode, RegExp][] = [
  [
    'remind_and_reground',
    /\bcalm me\b|\bcalm (?:down|myself)\b|\bground me\b|\bpanic\w*\b|\bfreak(?:ing|ed)? out\b|\boverwhelm\w*\b|\b(?:all|everything(?: is|'s)?|it's|this is) (?:just )?too much\b|\bcan(?:'t|not| not|t) (?:breathe|think straight|calm|cope|stop (?:crying|shaking|worrying)|handle)\b|\bheart is (?:racing|pounding)\b|(?<!am i )\b(?:so|really|very|extremely|super) (?:anxious|scared|stressed|nervous|worried|afraid|upset)\b|\banxi(?:ous|ety) (?:right now|attack|is)\b|\bfall(?:ing)? apart\b|\bbreak(?:ing)? down\b|\bmeltdown\b|\bspiral\w*\b|\bhopeless\b|\bdespair\w*\b|\bterrified\b|\bi'm shaking\b/,
  ],
  [
    'nudge_and_challenge',
    /\bpush me\b|\bprocrastinat\w*|\bput(?:ting)? (?:it|this|that|things|everything|them|the|my|off)\b.{0,30}\boff\b|\b(?:keep|kept|been|always|am|i'm) (?:putting off|avoiding|delaying|postponing|skipping)\b|\bput(?:ting)? off\b|\bi'?m (?:so |just |really |still |totally )?stuck\b|\bfeel(?:ing)? stuck\b|\bstuck (?:on|with|in|at)\b|\bcan(?:'t|not) (?:get started|start|get going|focus|motivate|bring myself|be bothered)\b|\b(?:no|zero|lost (?:my|all)|lack of) (?:motivation|discipline|willpower)\b|\b(?:too|so|being|feeling) lazy\b|\bwast(?:ed|ing) (?:the|my|a|another|so much)\b|\bscrolling\b|\bdoomscroll\w*|\bskipped\b.{0,40}\bagain\b|\bagain\b.{0,20}\bskipped\b|\bhold me (?:accountable|to)\b|\bkick me\b|\bi'?ll do it (?:tomorrow|later)\b|\bno excuses?\b|\b(?:i )?should (?:have|really) (?:started|been working|be working|start)\b|\bgiv(?:e|ing) up on (?:my|the)\b|\bchallenge me\b|\bmotivate me\b|\blast minute again\b/,
  ],
  [
    'reflect_and_mirror',
    /\bwhy (?:do|am|did|can't|don't|does it) (?:i|we|me)\b|\bwhy (?:i|does this|does that)\b|\bunderstand (?:myself|why i|what i feel)\b|\bwhat (?:does (?:it|this|that) say about me|am i (?:really |so )?(?:afraid|feeling|missing|scared)|do i (?:really )?(?:feel|fear))\b|\bmake sense of\b|\bi(?:'ve| have)? ?(?:been )?feel(?:ing|s)?\b|\bi felt\b|\blately i\b|\bwhat i felt\b|\bpattern in me\b|\bwho am i\b|\breflect\b|\bmirror\b|\bdon't know what it is\b/,
  ],
  [
    'anticipate_and_guide',
    /\bwhat (?:should|would you|do you (?:think|suggest|recommend|advise)|can i do|am i supposed|comes next|next)\b|\bshould i\b|\b(?:which|what) (?:of|one|is) .{0,30}\bbetter\b|\badvi[sc]e\b|\bguid(?:e|ance)\b|\b(?:can't|cannot) decide\b|\bdecid(?:e|ing) (?:whether|if|between)\b|\bhow (?:do|can|should) i (?:get|become|reach|plan|move|go|prepare|decide|start)\b|\b(?:my|the) (?:future|next step|career|life)\b.{0,20}\?|\bhelp me (?:plan|decide|choose|prepare)\b|\bwhere will i be\b|\bin (?:five|ten|\d+) years\b|\bnext (?:career )?steps?\b|\bwhat now\b|\brecommend\b/,
  ],
]

/**
 * How to answer a message. Distress always gets the calm mode. Otherwise a mode that the user has fixed, else what the message asks
 * for: overwhelmed → reground, stuck or avoiding → nudge, "why do I" → mirror, "what should I" → guide, anything else → matching.
 */
export function modeFor(message: string, fixed: PersonalityMode | null): PersonalityMode {
  if (isDistressed(message)) return 'remind_and_reground'
  if (fixed !== null) return fixed
  const plain = message.slice(0, 2_000).toLowerCase().replace(/[’`´]/g, "'")
  return SIGNS.find(([, signs]) => signs.test(plain))?.[0] ?? 'language_matching'
}
