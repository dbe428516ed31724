import assert from 'node:assert/strict'
import type { Database } from '#core/db.ts'
import { eventually } from './eventually.ts'
import type { Body, Caller } from './harness.ts'

/**
 * Whether somebody's points are right: over the API, all transactions add up to the balance, which is not below zero; in the
 * database, each transaction's postings add up to zero and the wallet is what they come to.
 */
export async function assertLedger(database: Database, user: Pick<Caller, 'userId' | 'get'>): Promise<void> {
  const { balance } = await ask(user, '/wallet')
  const transactions = await allTransactions(user)
  assert.equal(total(transactions.map(({ amount }) => amount)), balance, 'the transactions add up to the balance')
  assert.ok(balance >= 0, 'the balance is not below zero')
  await assertEntries(database, user.userId)
}

/** People who have a wallet and can still sign in. */
export async function walletOwners(database: Database): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select w.user_id as id from wallets w join users u on u.id = w.user_id where u.status = 'active' order by 1`,
  )
  return rows.map(({ id }) => id)
}

async function allTransactions(user: Pick<Caller, 'get'>): Promise<Body[]> {
  const found: Body[] = []
  let cursor: string | null = ''
  do {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`
    const page: Body = await ask(user, `/wallet/transactions?limit=100${query}`)
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return found
}

/** Again, while this machine is too busy with the tests themselves to be asked at all. */
function ask(user: Pick<Caller, 'get'>, url: string): Promise<Body> {
  return eventually(async () => {
    const { status, body } = await user.get(url)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  })
}

async function assertEntries(database: Database, userId: string) {
  const unbalanced = await database.query(
    `select t.id, t.source from wallet_transactions t left join wallet_postings p on p.user_id = t.user_id and p.transaction_id = t.id
     where t.user_id = $1 group by t.user_id, t.id having count(p.account) < 2 or sum(p.amount) <> 0`,
    [userId],
  )
  assert.deepEqual(unbalanced, [], 'the postings of each transaction add up to zero')
  const wrong = await database.query(
    `select w.balance, w.owed, s.balance as entries, s.owed as owing from wallets w
     cross join lateral (
       select coalesce(sum(amount) filter (where account = 'wallet'), 0) as balance,
         coalesce(-sum(amount) filter (where account = 'owed'), 0) as owed
       from wallet_postings p where p.user_id = w.user_id) s
     where w.user_id = $1 and (w.balance <> s.balance or w.owed <> s.owed or w.owed < 0 or w.owed > 0 and w.balance > 0)`,
    [userId],
  )
  assert.deepEqual(wrong, [], 'the wallet is the sum of its postings, and nobody who owes has points')
}

const total = (amounts: number[]) => amounts.reduce((sum, one) => sum + one, 0)
