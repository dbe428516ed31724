import { levelOf } from './levels.ts'
import * as rules from './mastery.ts'
import type { SkillRow } from './skills.tables.ts'
import type { SkillStanding } from './standing.schema.ts'

/** How a skill stands at this moment, from what is known of it. */
export function standingFrom(
  { id, isCompleted }: Pick<SkillRow, 'id' | 'isCompleted'>,
  knowledge: rules.Knowledge,
  isUnlocked: boolean,
  now: Date,
): SkillStanding {
  const { cards, topics } = knowledge
  const { level, xp, nextLevelAt } = levelOf(knowledge.xp)
  const [mastery, progress] = [rules.masteryOf(knowledge, now), rules.progressOf(knowledge)]
  const [verification, decay] = [rules.verificationOf(knowledge, now), rules.decayOf(knowledge, now)]
  const isMastered = rules.isMastered({ isCompleted, progress, level, verification, decay })
  return {
    skillId: id,
    state: stateOf({ isMastered, isUnlocked, mastery, isBegun: xp > 0 || mastery > 0 }),
    isUnlocked,
    isMastered,
    mastery,
    progressPercentage: progress,
    level,
    xp,
    nextLevelAt,
    decayRate: decay,
    halfLifeDays: rules.halfLifeOf(knowledge),
    lastEvidenceAt: knowledge.lastEvidenceAt,
    verificationStatus: verification,
    verifyDueAt: rules.verifyDueAt(knowledge),
    cards: {
      total: cards.total,
      seen: cards.seen,
      retrievability: cards.seen > 0 ? cards.recall / cards.seen : null,
    },
    topics,
  }
}

interface Position {
  isMastered: boolean
  isUnlocked: boolean
  isBegun: boolean
  mastery: number
}

/** What is known stays known where its prerequisites have faded; what is only begun is locked until they are back. */
function stateOf({ isMastered, isUnlocked, isBegun, mastery }: Position): SkillStanding['state'] {
  if (isMastered) return 'mastered'
  if (mastery >= rules.KNOWN) return 'known'
  if (!isUnlocked) return 'locked'
  return isBegun ? 'learning' : 'learnable'
}
