import { KNOWN } from './mastery.ts'

/** A skill among the others, as far as its place in the order of learning is concerned. */
export interface Place {
  id: string
  name: string
  prerequisiteIds: readonly string[]
  /** 0 to 1. */
  requiredMastery: number
  mastery: number
  xp: number
  /** Learned once, and not verified any more. */
  isLapsed: boolean
}

export const REASONS = ['refresh', 'continue', 'opens', 'open'] as const
export type Reason = (typeof REASONS)[number]

export interface Next {
  id: string
  reason: Reason
  /** The same in words. */
  why: string
  /** Skills that stand behind it, near and far, and are not known yet. */
  opens: string[]
}

/** Whether every living prerequisite is mastered as far as this skill asks. One that is in the trash keeps nobody out. */
export const isUnlocked = (
  { prerequisiteIds, requiredMastery }: Pick<Place, 'prerequisiteIds' | 'requiredMastery'>,
  all: ReadonlyMap<string, Pick<Place, 'mastery'>>,
): boolean => prerequisiteIds.every((id) => (all.get(id)?.mastery ?? 1) >= requiredMastery)

/**
 * What can be learned next: the outer fringe of what is known, that is every skill which is not known itself and whose prerequisites
 * are (knowledge spaces, Doignon & Falmagne 1985), and before these what was known and has lapsed. Ordered: to refresh; begun, the
 * nearest to its end first; then what opens most others. Deterministic: equals stand by name and id. Linear in skills and edges for
 * each skill of the fringe.
 */
export function fringe(skills: readonly Place[]): Next[] {
  const all = new Map(skills.map((skill) => [skill.id, skill]))
  const behind = dependents(skills)
  const next = skills.flatMap((skill) => {
    if (!isUnlocked(skill, all)) return []
    const isKnown = skill.mastery >= KNOWN
    if (isKnown && !skill.isLapsed) return []
    const opens = reachable(skill.id, behind).filter((id) => (all.get(id)?.mastery ?? 0) < KNOWN)
    return [{ skill, opens, reason: reasonOf(skill, isKnown || skill.isLapsed, opens) }]
  })
  next.sort(
    (a, b) =>
      REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason) ||
      b.skill.mastery - a.skill.mastery ||
      b.opens.length - a.opens.length ||
      compare(a.skill.name, b.skill.name) ||
      compare(a.skill.id, b.skill.id),
  )
  return next.map(({ skill, opens, reason }) => ({
    id: skill.id,
    reason,
    why: words(skill, reason, opens, all),
    opens,
  }))
}

/** From each skill to those that name it as a prerequisite. */
export function dependents(skills: readonly Pick<Place, 'id' | 'prerequisiteIds'>[]): Map<string, string[]> {
  const behind = new Map<string, string[]>(skills.map(({ id }) => [id, []]))
  for (const { id, prerequisiteIds } of skills) for (const one of prerequisiteIds) behind.get(one)?.push(id)
  return behind
}

function reachable(from: string, behind: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>()
  const queue = [from]
  // The queue grows while it is walked.
  for (const id of queue) {
    for (const next of behind.get(id) ?? []) {
      if (next === from || seen.has(next)) continue
      seen.add(next)
      queue.push(next)
    }
  }
  return [...seen]
}

function reasonOf(skill: Place, isToRefresh: boolean, opens: string[]): Reason {
  if (isToRefresh) return 'refresh'
  if (skill.xp > 0 || skill.mastery > 0) return 'continue'
  return opens.length > 0 ? 'opens' : 'open'
}

function words(skill: Place, reason: Reason, opens: string[], all: ReadonlyMap<string, Place>): string {
  const percent = Math.floor(skill.mastery * 100)
  if (reason === 'refresh') return `Once learned, and not verified any more: refresh it (${percent} %).`
  if (reason === 'continue') return `Begun already, and ${percent} % there.`
  if (reason === 'opens') return `Nothing stands before it, and it leads to ${namesOf(opens, all)}.`
  return skill.prerequisiteIds.length > 0 ? 'All that it needs is there.' : 'It needs nothing before it.'
}

function namesOf(ids: string[], all: ReadonlyMap<string, Place>): string {
  const names = ids.slice(0, 3).map((id) => all.get(id)?.name ?? id)
  return ids.length > names.length ? `${names.join(', ')} and ${ids.length - names.length} more` : names.join(', ')
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
