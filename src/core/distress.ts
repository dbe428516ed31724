/**
 * Words of acute crisis. The groups follow what the Columbia Suicide Severity Rating Scale asks about (wish to be dead, thoughts of
 * killing oneself, method, intent and plan, preparation, self-harm) and the warning signs that the US National Institute of Mental
 * Health lists (no reason to live, being a burden, no way out, saying goodbye, looking for means), with the ways people type them.
 * English only. A miss can cost a life and a false alarm a kind word, so in doubt it is distress.
 */
const SELF = '(?:myself|my ?self|me self)'
const WANT =
  "(?:want|wants|wanted|wanna|wish|hope|like|love|ready|going|gonna|plan|planning|intend|about|need|think|thinking|thought|thoughts|consider|considering|feel|feeling|try|trying|tried|decided|tempted|urge|will|'ll|might|could|should|may|will just)"
const HERE = '(?:here|alive|around|in this world|on this (?:earth|planet)|living|this life)'

const PHRASES: readonly string[] = [
  // A wish to be dead.
  `${WANT}\\b.{0,30}\\b(?:to )?(?:die|be dead|be gone forever|not (?:be alive|exist|live|wake up))\\b(?! (?:for|of (?:laughter|laughing|curiosity|embarrassment|boredom)|laughing|a happy))`,
  "\\bwanna die\\b|\\bwish(?:ed)? (?:that )?i (?:was|were|had been|am) (?:dead|never born|gone|not alive)\\b|\\bwish i (?:had never been|was never|were never|hadn't been|wasn't) (?:born|alive|here)\\b",
  "\\b(?:never|not|don't|won't|didn't|wouldn't|do not) (?:want to )?wake(?: |ing )?up\\b(?! (?:early|late|at|before|the|him|her|my|on|so))",
  '\\bbetter off dead\\b|\\brather (?:be dead|die than (?:live|go on))\\b|\\bi (?:should|deserve to|need to|have to|might as well|just want to) (?:die|be dead)\\b',
  // Not wanting to live.
  `\\b(?:don't|do not|dont|didn't|not|no longer|never) (?:want|wanna|wish|sure i want|sure if i want)(?: to)? (?:live|be ${HERE}|exist|go on|keep (?:living|going)|carry on|continue living|be)\\b(?! (?:in|with|at|near|late|like that|rude))`,
  `\\b(?:can't|cannot|cant|can not|couldn't|won't|don't think i can|do not think i can)(?: just)? (?:go on|live|keep (?:living|going|on)|carry on|do this any ?(?:more|longer)|take (?:it|this|life) any ?(?:more|longer)|bear (?:it|this|to live))\\b(?! (?:without (?:coffee|my|chocolate)|in))`,
  "\\b(?:no|not any|any|what's the|what is the|without a|there's no|see no|see the|isn't any) (?:reason|point|purpose|sense)\\b.{0,12}\\b(?:live|living|life|go on|going on|being alive|staying alive|existing)\\b|\\bnothing (?:left )?to live for\\b",
  "\\blife (?:is|isn't|is not|'s|is no longer|doesn't feel|has become) ?(?:not |n't )?(?:worth|pointless|meaningless|unbearable|worthless)\\b|\\b(?:done|finished|through) with (?:life|living|it all|everything)\\b(?! (?:on|in|for|at|i|you|we)\\b)|\\b(?:tired|sick) of (?:life|living|being alive|existing)\\b|\\bgive up on life\\b",
  '\\bdisappear (?:forever|for good|completely|from this world)\\b|\\bout of this life\\b|\\bcease to exist\\b|\\bstop existing\\b|\\bsleep forever\\b',
  // Killing oneself, by name.
  `\\b(?:kill|killing|killed|hang|hanging|shoot|shooting|stab|drown|drowning|poison|burn|burning|starve|hurt|hurting|harm|harming|cut|cutting|injure|injuring|punish|unalive) ${SELF}\\b`,
  '\\bkms\\b|\\bkys\\b|\\bunaliv\\w+|\\bsuicid\\w+|\\bkill(?:ing)? yourself\\b|\\bself[- ]?harm\\w*|\\bself[- ]?injur\\w*|\\bself[- ]?delet\\w*',
  '\\b(?:end|ending|ended|take|taking|took|finish) (?:my|my own|our|their own|his own|her own) (?:own )?li(?:fe|ves)\\b|\\b(?:end|ending) (?:it all|it tonight|it now|everything|the pain|this life|me)\\b|\\b(?:ready|want|wanna|going|gonna|about|decided|time) to end (?:it|this|things)\\b|\\bit all to (?:end|stop|be over)\\b',
  // Method, plan, preparation.
  '\\boverdos(?:e|ed|ing)\\b(?! on (?:chocolate|sugar|coffee|cake|vitamins|caffeine|cuteness))|\\b(?:took|taken|swallowed|swallow|take) (?:all|too many|a (?:lot|bunch|handful|bottle) of|the whole|a whole|every one of) (?:the |my |of the |of my |her |his |these |bottle of )?(?:pills?|tablets?|meds|medication|painkillers?|sleeping pills|bottle|tylenol|paracetamol|acetaminophen|ibuprofen|aspirin|xanax|valium|insulin|antidepressants|bleach)\\b',
  '\\b(?:how many|enough|which|what)\\b.{0,25}\\b(?:pills?|tablets?|meds|paracetamol|tylenol|insulin)\\b.{0,25}\\b(?:die|kill|dead|lethal|fatal)\\b|\\b(?:painless|easiest|quickest|best|fastest|easy|quick) (?:way|method)s?\\b.{0,12}\\b(?:die|kill|suicide|go)\\b|\\bways? to (?:die|kill)\\b|\\blethal dose\\b',
  '\\b(?:jump|jumping|throw myself|step|stepping|walk|walking) (?:off|from|in front of|out of|into) (?:a |an |the |that |my )?(?:bridge|roof|building|balcony|window|cliff|train|bus|truck|traffic|car|tower|rooftop|tracks|ledge)\\b',
  '\\b(?:slit|cut|cutting|slice) (?:my )?(?:wrists?|arms?|veins?|throat|legs?|thighs?)\\b|\\b(?:bought|have|got|found|loaded) (?:a |the |my |some |enough )?(?:rope|gun|pistol|noose|razor|pills|blade)\\b.{0,40}\\b(?:where|when|how|do it|ready|end|tonight|know|enough)\\b|\\bnoose\\b',
  '\\b(?:goodbye|farewell|suicide|final|last) (?:letter|note|message|words)\\b|\\bgoodbye (?:everyone|everybody|world|cruel|all|forever)\\b|\\b(?:this is|my) (?:the )?(?:final )?goodbye\\b|\\bgave away (?:all )?my (?:things|stuff|belongings)\\b',
  '\\b(?:cutting|cut|burning|burned) again\\b|\\bstarted (?:cutting|burning)\\b(?! (?:calories|fat|carbs|sugar|the|out|down|back|grass|wood|vegetables))|\\brelapsed\\b.{0,20}\\bcut\\w*',
  // Being a burden, not missed, without a way out, not safe.
  "\\b(?:better|happier|best) (?:off )?(?:without me|if i (?:was|were|am|'m|wasn't|weren't|died|disappeared))\\b|\\bhappier if i (?:was|were) (?:gone|dead)\\b|\\bif i (?:died|were dead|was dead|were gone|was gone|disappeared|killed)\\b|\\b(?:miss|care|notice|cry) (?:me )?if i (?:died|was gone|were gone|disappeared|killed)\\b",
  "\\b(?:i'm|i am|im|feel like|feeling like|being|just|such) (?:just |only |nothing but )?(?:a |such a )?burden\\b|\\bnobody would (?:miss|notice|care)\\b|\\bno one would (?:miss|notice|care)\\b",
  "\\b(?:no|(?:don't|do not|can't|cannot|can not) (?:see|find) (?:a|any)|isn't a|isn't any|only) way out\\b|\\b(?:no|without) hope left\\b|\\b(?:feel|feeling|am|i'm|im|completely|so|utterly) (?:completely |so |utterly |totally )?hopeless\\b|\\bno future for me\\b",
  "\\b(?:not|don't feel|do not feel|can't keep|cannot keep|can't be|never feel|don't think i can keep|keep) (?:myself |feel |be |being )?safe (?:with|from|around|being|on my own|alone)?(?:myself|alone| with myself| from myself|at home)?|\\bkeep myself safe\\b|\\btrust myself\\b.{0,15}\\b(?:alone|tonight|not to)\\b|\\bdanger to myself\\b",
  // Death on one's mind, and a life that is spoken of as over.
  '\\b(?:think\\w*|thoughts?|dream\\w*|fantasi\\w+|obsess\\w+|talk\\w*) (?:\\w+ ){0,3}?(?:of|about) (?:my (?:own )?)?(?:death|dying|being dead|not being (?:here|alive)|ending (?:it|things))\\b',
  "\\b(?:i|i'll|i'd|to|just|gonna|going to|better) (?:just |rather )?end it\\b(?! (?:at|with|by|on|here|early|there|before|after))|\\b(?:if|whether) i live or die\\b|\\b(?:don't|do not|didn't) deserve (?:to (?:live|be alive|exist|be here)|life)\\b",
  "\\bmy life (?:is|'s) (?:over|finished|done|ruined|not worth)\\b|\\b(?:won't|will not|wouldn't|not going to|not gonna) be (?:alive|here any ?more|here much longer|around much longer|here tomorrow|here for long|around any ?more)\\b|\\bby the time you (?:read|find|see) this\\b",
  "\\bwhat i (?:might|could|would|may|will|'ll)(?: \\w+)? do to myself\\b|\\b(?:do|doing|done|did) something (?:bad |stupid |terrible )?to myself\\b|\\b(?:gun|knife|blade|razor|rope|pills|weapon)\\b.{0,50}\\b(?:on|to|for|against) myself\\b",
  "\\b(?:feel\\w*|am|i'm|so|completely) (?:so |completely |totally )?trapped\\b|\\bno escape\\b|\\bunbearable\\b.{0,20}\\b(?:pain|life|live)\\b|\\b(?:pain|life|live)\\b.{0,20}\\bunbearable\\b",
  // Violence suffered.
  "\\b(?:he|she|they|husband|wife|partner|boyfriend|girlfriend|father|mother|dad|mom|stepdad|ex) (?:hits?|beats?|beating|hurts?|rapes?|raped|chok(?:es|ed)|strangl\\w+|attacked|assaulted|abus(?:es|ed|ing)|threaten\\w*|will kill|is going to kill|wants to kill|tried to kill)\\b.{0,3}\\b(?:me|us|my)?\\b|\\bafraid for my life\\b|\\bfear for my life\\b|\\bi(?:'ve| have| was| got| am|'m)? (?:been |being )?(?:raped|sexually assaulted|sexually abused)\\b",
]
const CRISIS = PHRASES.map((phrase) => new RegExp(phrase, 'g'))

/** What takes a phrase of its own clause back. "Not" alone does not: "I'm not suicidal but …" goes on, and is still a word of crisis. */
const DENIED =
  /\b(?:(?:don't|do not|dont|never|wouldn't|would not|didn't|not going to|won't) (?:ever |really |actually |even )?(?:want to |wanna |wish to |plan to |going to |try to |think of |think about |have (?:real |any )?(?:thoughts|plans) (?:of|to|about) )?|not (?:trying|planning|thinking|wanting) (?:to|of|about) |no (?:plans?|intention|thoughts) (?:to|of) )$/
/** Denials that are themselves a wish not to live, and the words after which nothing is taken back. */
const STILL = /\b(?:but|though|although|yet|except|however|anymore|any more|any longer|sometimes|every day|used to)\b/

/** Whole phrases that speak of something else: titles, figures of speech, what one reads, learns or guards against. */
const ELSEWHERE: readonly RegExp[] = [
  /\bsuicide (?:squad|prevention|awareness|hotline|rates?|statistics|king|silence|bomb\w*|note in (?:the|a))\b/g,
  /\b(?:essay|book|film|movie|documentary|article|novel|song|play|lecture|paper|report|chapter|podcast|episode|class|course|hamlet|werther|research)\b.{0,45}\b(?:suicid\w*|self[- ]?harm\w*|wish to die|kill\w* \w+self|end his life|end her life|overdose)\b/g,
  /\b(?:dying|die|died) (?:of|from) (?:laughter|laughing|embarrassment|curiosity|boredom|hunger|cuteness|thirst|cringe|shame)\b|\b(?:dying|to die) (?:laughing|for|to (?:see|know|try|meet|hear|go|get))\b|\bdie for (?:that|this|a|an|the|some|your|her|his)\b/g,
  /\bkill(?:ing)? (?:two birds|time|it at|for a|the (?:process|server|lights|app|engine|task|job|music))\b|\bcut myself (?:shaving|while (?:cooking|shaving|chopping)|on (?:a|the) (?:knife|paper|glass|can|tin)|some slack|a slice|a piece|off)\b|\bhurt myself (?:at|while|playing|running|lifting|skiing|training|during|in the gym|on the)\b|\bhang myself out\b/g,
  /\b(?:end|take) (?:my|our) (?:subscription|contract|lease|membership|lunch|break|call|meeting)\b/g,
]

/**
 * Whether a text has words of acute crisis: the calm mode and help lines come first then. Reads negation ("I don't want to die" is
 * none, "I don't want to live" is) and common idiom ("dying to see it"). It never takes back what another clause says.
 */
export function isDistressed(text: string): boolean {
  const plain = plainOf(text)
  const rest = ELSEWHERE.reduce((kept, pattern) => kept.replace(pattern, ' … '), plain)
  return CRISIS.some((phrase) => [...rest.matchAll(phrase)].some((match) => !isDenied(rest, match)))
}

/** Letters that stand for others, apostrophes left out and drawn-out words are read as what they mean. */
function plainOf(text: string): string {
  return text
    .slice(0, MAX_READ)
    .toLowerCase()
    .replace(/[’`´]/g, "'")
    .replace(/\b(do|ca|wo|is|did|does|would|could|was|are|have|has)n[ ']?t\b/g, "$1n't")
    .replace(/\b(i)m\b/g, "$1'm")
    .replace(/\bwan(?:t to|t 2|tto)\b/g, 'want to')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/\s+/g, ' ')
}

/** As much as one message of a chat may have. */
const MAX_READ = 8_000

function isDenied(text: string, match: RegExpExecArray): boolean {
  const before = text.slice(Math.max(0, match.index - 40), match.index)
  const clause = before.slice(before.search(/[^.!?;,]*$/))
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 120)
  const own = /^(?:don't|do not|never|not|no|can't)/.test(match[0])
  return !own && DENIED.test(clause) && !STILL.test(after.slice(0, 60)) && !STILL.test(match[0])
}
