/*
 * What becomes of each table that names a user. The tables themselves are read from the database's catalogue: whatever is in none of these
 * lists is in every archive whole, so that a new table is never forgotten.
 */

/** What proves who somebody is, or opens something to whoever has it: whole tables (`*`) or columns that never leave this instance. */
export const SECRETS: ReadonlyMap<string, '*' | readonly string[]> = new Map([
  ['api_keys', ['hash']],
  ['channels', ['secret', 'previous_secret', 'access_token']],
  ['credentials', '*'],
  ['devices', ['token', 'keys']],
  ['files', ['secret']],
  ['friend_links', ['hash']],
  ['idempotency_keys', '*'],
  ['oauth_codes', '*'],
  ['one_time_codes', '*'],
  ['refresh_tokens', '*'],
  ['schedule_feeds', '*'],
  ['share_links', ['hash']],
  ['support_accesses', ['code_hash']],
] as [string, '*' | string[]][])

/** Made of the other tables, and made again wherever those are: in no archive. */
export const MADE_AGAIN: ReadonlyMap<string, string> = new Map([
  ['ai_holds', 'what questions that are being answered may take'],
  ['analytics_days', 'counted from the items'],
  ['analytics_states', 'for which days analytics_days is right'],
  ['exports', 'the archive itself'],
  ['file_orphans', 'for the nightly tidying alone'],
  ['file_usage', 'counted by a trigger'],
  ['received_shares', 'what others share is theirs'],
  ['search_documents', 'made of the items'],
  ['search_states', 'how far the index has come'],
  ['search_vectors', 'made of search_documents'],
  ['search_words', 'counted from search_documents'],
  ['share_grants', 'ties the two sides of a share together'],
  ['share_news', 'what the other side is about to be told'],
  ['sync_operations', 'answers to offline operations, kept for a while'],
])

/** Columns of the owner, which stands in the manifest once. */
const OWNER = 'user_id'

export interface Column {
  name: string
  /** As PostgreSQL writes it: `uuid`, `text[]`, `timestamp with time zone`. */
  type: string
  nullable: boolean
  hasDefault: boolean
  /** Worked out by the database; cannot be written. */
  isGenerated: boolean
}

/** A table with a `user_id`, as the database has it. */
export interface OwnedTable {
  name: string
  columns: Column[]
  /** The primary key, in order. */
  key: string[]
}

/** Whether an archive holds this table. */
export const isTaken = ({ name }: Pick<OwnedTable, 'name'>): boolean =>
  SECRETS.get(name) !== '*' && !MADE_AGAIN.has(name)

/** Columns of a table that an archive leaves out. */
export function leftOut({ name, columns }: OwnedTable): string[] {
  const secret = SECRETS.get(name)
  const generated = columns.filter((column) => column.isGenerated).map((column) => column.name)
  return [OWNER, ...generated.filter((column) => column !== OWNER), ...(Array.isArray(secret) ? secret : [])]
}
