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
  ['imports', 'the making of others'],
  ['file_orphans', 'for the nightly tidying alone'],
  ['file_usage', 'counted by a trigger'],
  ['received_shares', 'what others share is theirs'],
  ['search_documents', 'made of the items'],
  ['search_states', 'how far the index has come'],
  ['search_vectors', 'made of search_documents'],
  ['search_words', 'counted from search_documents'],
  ['share_grants', 'ties the two sides of a share together'],
  ['share_news', 'what the other side is about to be told'],
  ['signal_marks', 'what is just being judged'],
  ['sync_operations', 'answers to offline operations, kept for a while'],
  ['vision_drawings', 'not kept as a file yet; the tile can be drawn again'],
])

/** Tables beside those of items that an archive is taken in with. What is in neither stays where it was. */
export const ALSO_TAKEN_IN: ReadonlySet<string> = new Set([
  'action_policies',
  'affirmation_picks',
  'automation_runs',
  'automation_timers',
  'chat_messages',
  'daily_message_timers',
  'files',
  'flashcard_backlog_plans',
  'flashcard_media',
  'flashcard_reviews',
  'goal_activities',
  'goal_dependencies',
  'goal_drafts',
  'habit_alarms',
  'habit_awards',
  'habit_suggestions',
  'memory_uses',
  'metric_milestones',
  'onboardings',
  'project_activities',
  'project_dependencies',
  'redemptions',
  'reminder_occurrences',
  'reminder_timers',
  'report_times',
  'resource_dismissals',
  'schedule_exceptions',
  'schedule_proposals',
  'schedule_rings',
  'signal_effects',
  'signal_runs',
  'signals',
  'skill_evidence',
  'task_dependencies',
  'wallet_postings',
  'wallet_transactions',
  'weekly_reviews',
])

/** Tables of items that an archive is not taken in with, and why. */
export const STAYS: ReadonlyMap<string, string> = new Map([
  ['devices', 'sign in on it: its token does not travel'],
  ['friends', 'people are known to one instance only'],
  ['shares', 'people are known to one instance only'],
])

/**
 * What could still do something by itself, in somebody's name or at an address that an archive names. It comes along as what it was and can
 * do nothing until its owner says so. By table, columns and what they become, in SQL on the row as it came.
 */
export const SILENCED: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(
  Object.entries({
    action_policies: { policy: `case policy when 'auto' then 'ask' else policy end` },
    actions: {
      state: `case when state in ('proposed', 'approved', 'failed') then 'rejected' else state end`,
      decided_by: `case when state in ('proposed', 'approved', 'failed') then 'time' else decided_by end`,
      decided_at: `case when state in ('proposed', 'approved', 'failed') then now() else decided_at end`,
    },
    automation_runs: {
      state: `case when state in ('waiting', 'running') then 'failed' else state end`,
      error: `case when state in ('waiting', 'running') then 'It was not over when it was taken along.' else error end`,
      next_try_at: 'null',
    },
    channels: {
      disabled_at: 'coalesce(disabled_at, now())',
      disabled_reason: `case when disabled_at is null then 'came from another instance: turn it on when its address is right' else disabled_reason end`,
    },
  }),
)

/** Columns whose value has to be one of the time zones there are. */
export const ZONE_COLUMNS: ReadonlySet<string> = new Set(['zone', 'timezone', 'series_zone'])

/** Documents that stand for fields of an item of some kind. */
export const DOCUMENTS_OF: ReadonlyMap<string, string> = new Map([['schedule_exceptions.changes', 'schedule_block']])

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
