import type { Account, TransactionKind } from './rewards.tables.ts'

/** Where points come from and go to, seen from the wallet. */
export type Counterpart = Exclude<Account, 'wallet' | 'owed'>

/** What one entry of the ledger is about. */
export interface Origin {
  /** What it stands for, once: `task:<id>`. At most 100 characters. */
  source: string
  description: string
  entity: string | null
  entityId: string | null
}

/** One transaction: its postings add up to zero. */
export interface Entry extends Origin {
  kind: TransactionKind
  reversesId: string | null
  postings: Partial<Record<Account, number>>
}

/** A transaction that has just been marked as reversed: what it moved between the wallet (or what is owed) and its counterpart. */
export interface Reversed extends Origin {
  id: string
  account: Counterpart
  /** Above zero when the wallet had got them. */
  points: number
}

/** Points that come from a counterpart into the wallet, or (below zero) go there from it. */
export function moved(origin: Origin, kind: TransactionKind, account: Counterpart, points: number): Entry {
  return { ...origin, kind, reversesId: null, postings: { wallet: points, [account]: -points } }
}

/**
 * The entry that takes an award back. The wallet gives what it has and the rest is owed: so taking back never fails, the
 * balance never falls below zero, and `balance − owed` is at every moment what it would be had the award never been made.
 */
export function takenBack(award: Reversed, balance: number): Entry {
  const { id, account, points, ...origin } = award
  const given = Math.min(points, balance)
  const postings: Entry['postings'] = { [account]: points }
  if (given > 0) postings.wallet = -given
  if (points > given) postings.owed = given - points
  return { ...origin, description: `Taken back: ${origin.description}`, kind: 'reversal', reversesId: id, postings }
}

/** The id right behind this one: what follows from an entry is read right after it, also when both were made in one millisecond. */
export function idAfter(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The entry that gives back what was spent. */
export function givenBack(spending: Reversed): Entry {
  const { id, account, points, ...origin } = spending
  const postings = { wallet: -points, [account]: points }
  return { ...origin, description: `Undone: ${origin.description}`, kind: 'refund', reversesId: id, postings }
}

/** What arrives in the wallet pays first for what is owed, in an entry of its own; null when nothing is. */
export function settled(arrived: { id: string; points: number }, owed: number): Entry | null {
  const points = Math.min(arrived.points, owed)
  if (points <= 0) return null
  return {
    source: `settlement:${arrived.id}`,
    description: 'Pays for points that were taken back after they had been spent',
    entity: null,
    entityId: null,
    kind: 'settlement',
    reversesId: null,
    postings: { wallet: -points, owed: points },
  }
}
