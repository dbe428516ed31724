// Made from openapi.json by `npm run openapi`. Changes here are lost.

export interface AcceptedFlashcards {
  results: Array<{
    /** Known: the deck has a card with this front */
    status: "created" | "known"
    id: string
  }>
}

export interface AcceptedGoalDraft {
  draft: GoalDraft
  goalId: string
  habitIds: Array<string>
  metricIds: Array<string>
}

export interface AcceptedProposal {
  proposal: ScheduleProposal
  blockIds: Array<string>
}

export interface AccountDeletion {
  password?: string
  /** For accounts that have no password */
  confirm?: "delete my account"
}

export interface Action {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  tool: string
  /** `destructive` takes something away, `outbound` leaves this server: both are always asked for */
  effect: "read" | "write" | "destructive" | "outbound"
  /** In plain words what it does; names in it are what somebody wrote, not what we say */
  summary: string
  arguments: Record<string, unknown>
  state: "proposed" | "approved" | "rejected" | "done" | "failed" | "undone"
  /** `policy`: you had allowed it beforehand; `time`: nobody decided before it expired */
  decidedBy: "user" | "policy" | "time" | null
  /** Who wanted it */
  channel: "chat" | "voice" | "mcp" | "agent"
  conversationId: string | null
  messageId: string | null
  reason: string | null
  /** What the tool answered */
  result: Record<string, unknown> | null
  /** Why it failed; approve it again to try once more */
  error: {
    code: string
    message: string
    errors?: Array<{
      path: string
      message: string
    }>
  } | null
  /** Until then it can be approved */
  expiresAt: string
  decidedAt: string | null
  doneAt: string | null
  undoneAt: string | null
}

export interface ActionPage {
  items: Array<Action>
  nextCursor: string | null
}

export interface AdjustedWallet {
  transaction: WalletTransaction
  balance: number
}

export interface AdminFlag {
  key: string
  description: string
  /** Off is off for everybody */
  isEnabled: boolean
  /** Of all people; with more of it nobody loses it */
  percent: number
  /** Have it besides */
  userIds: Array<string>
  /** Never have it */
  exceptUserIds: Array<string>
  /** Have it besides */
  roles: Array<"user" | "support" | "admin">
  /** Have it besides */
  tiers: Array<"free" | "premium_monthly" | "premium_yearly">
  /** Off before */
  startsAt: string | null
  /** Off from here on */
  endsAt: string | null
  version: number
  updatedAt: string
}

export interface AdminFlags {
  items: Array<AdminFlag>
}

export interface AdminUser {
  id: string
  email: string | null
  emailVerifiedAt: string | null
  name: string | null
  role: "user" | "support" | "admin"
  status: "active" | "suspended" | "erasing"
  tier: "free" | "premium_monthly" | "premium_yearly"
  timezone: string
  locale: string
  createdAt: string
  /** When a session was last carried on */
  lastUsedAt: string | null
}

export interface AdminUserDetail {
  id: string
  email: string | null
  emailVerifiedAt: string | null
  name: string | null
  role: "user" | "support" | "admin"
  status: "active" | "suspended" | "erasing"
  tier: "free" | "premium_monthly" | "premium_yearly"
  timezone: string
  locale: string
  createdAt: string
  /** When a session was last carried on */
  lastUsedAt: string | null
  hasTwoFactor: boolean
  /** Issuers that this person signs in with */
  providers: Array<string>
  /** Living items of each kind there are any of */
  counts: Array<{
    entity: string
    items: number
  }>
  /** Living ones, newest first, at most 50 */
  sessions: Array<{
    id: string
    createdAt: string
    lastUsedAt: string
    expiresAt: string
    userAgent: string | null
    ip: string | null
    /** Given to a program */
    isProgram: boolean
  }>
  apiKeys: number
  storage: {
    files: number
    bytes: number
  }
  /** Of the last 30 days */
  ai: {
    calls: number
    tokens: number
    /** Millionths of a US dollar */
    costMicros: number
  }
  /** Null unless suspended */
  suspension: {
    at: string
    reason: string | null
  } | null
}

export interface AdminUserPage {
  items: Array<AdminUser>
  nextCursor: string | null
}

export interface Affirmation {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  text: string
  category: "self_worth" | "confidence" | "calm" | "gratitude" | "health" | "relationships" | "work" | "growth" | "other"
  isFavorite: boolean
  /** Takes its turn in the daily pick */
  isActive: boolean
  /** Written by you, or taken over from what was generated */
  source: "own" | "generated"
  goalId: string | null
}

export interface AffirmationDrafts {
  affirmations: Array<{
    text: string
    category: "self_worth" | "confidence" | "calm" | "gratitude" | "health" | "relationships" | "work" | "growth" | "other"
    goalId: string | null
    /** What of yours it was made of */
    basis: string
  }>
  reasoning: string
}

export interface AffirmationPage {
  items: Array<Affirmation>
  nextCursor: string | null
}

export interface AffirmationPatch {
  text?: string
  category?: "self_worth" | "confidence" | "calm" | "gratitude" | "health" | "relationships" | "work" | "growth" | "other"
  isFavorite?: boolean
  isActive?: boolean
  source?: "own" | "generated"
  /** A goal of yours that it is about */
  goalId?: string | null
}

export interface AffirmationPickList {
  /** The latest first */
  items: Array<{
    date: string
    affirmation: Affirmation
  }>
}

export interface AffirmationsWanted {
  category?: "self_worth" | "confidence" | "calm" | "gratitude" | "health" | "relationships" | "work" | "growth" | "other"
  count?: number
  /** What they should be about, in your own words */
  about?: string
}

export interface Agenda {
  items: Array<ScheduleOccurrence>
}

export interface AgendaItem {
  kind: "block" | "reminder"
  id: string
  occurrence: string
  title: string
  startAt: string
  endAt: string | null
  /** The start on the wall clock; a day for whole days */
  local: string
  /** Of a block: coming, now, past or done. Of a reminder: scheduled, fired, caught_up, missed, skipped, done or snoozed */
  state: string
}

export interface AiAffirmationsGenerateAnswer {
  result: AffirmationDrafts
  meta: AiMeta
}

export interface AiAnalytics {
  from: string
  to: string
  granularity: "day" | "week" | "month"
  timezone: string
  totals: {
    /** Questions to models */
    calls: number | null
    /** Tokens that they took */
    tokens: number | null
    /** What that cost, in millionths of a US dollar */
    costMicros: number | null
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    calls: number | null
    tokens: number | null
    costMicros: number | null
  }
  /** As many days before the first one */
  previous: {
    from: string
    to: string
    totals: {
      /** Questions to models */
      calls: number | null
      /** Tokens that they took */
      tokens: number | null
      /** What that cost, in millionths of a US dollar */
      costMicros: number | null
    }
  }
  /** Against the previous period */
  change: {
    calls: {
      absolute: number | null
      percent: number | null
    }
    tokens: {
      absolute: number | null
      percent: number | null
    }
    costMicros: {
      absolute: number | null
      percent: number | null
    }
  }
  /** Every day, week or month of the span */
  series: Array<{
    from: string
    to: string
    /** Questions to models */
    calls: number | null
    /** Tokens that they took */
    tokens: number | null
    /** What that cost, in millionths of a US dollar */
    costMicros: number | null
  }>
  /** Days one after the other on which something was done */
  streak: {
    /** Up to `to`; a present day that is still empty breaks nothing */
    current: number
    /** In the 400 days up to `to` */
    longest: number
    /** Within the span */
    activeDays: number
  }
}

export interface AiCapabilities {
  chat: AiCapability
  features: AiCapability
  embeddings: AiCapability
  speech: AiCapability
  transcription: AiCapability
  images: AiCapability
  /** Of language models, in the order in which they are asked; `resting` has failed and is left alone a while */
  providers: Array<{
    name: string
    model: string
    state: "answering" | "resting"
  }>
}

export interface AiCapability {
  /** `model`: a model does it. `rules`: fixed rules do. `none`: this server cannot do it now */
  level: "model" | "rules" | "none"
  /** `embedded` is built in */
  provider: string | null
  model: string | null
  /** What that means, for whoever uses the app */
  says: string
}

export interface AiCoursesOutlineAnswer {
  result: CourseProposal
  meta: AiMeta
}

export interface AiFlashcardsDraftAnswer {
  result: FlashcardDrafts
  meta: AiMeta
}

export interface AiGoalsCascadeAnswer {
  result: GoalCascade
  meta: AiMeta
}

export interface AiGoalsConflictsAnswer {
  result: GoalConflicts
  meta: AiMeta
}

export interface AiGoalsCriteriaAnswer {
  result: GoalCriteria
  meta: AiMeta
}

export interface AiGoalsForecastAnswer {
  result: GoalForecast
  meta: AiMeta
}

export interface AiGoalsMetricsAnswer {
  result: GoalMetrics
  meta: AiMeta
}

export interface AiGoalsProgressAnswer {
  result: GoalCoaching
  meta: AiMeta
}

export interface AiGoalsRefineAnswer {
  result: GoalRefinement
  meta: AiMeta
}

export interface AiHabitsAlignmentAnswer {
  result: HabitAlignment
  meta: AiMeta
}

export interface AiHabitsDesignAnswer {
  result: HabitDesign
  meta: AiMeta
}

export interface AiHabitsPatternsAnswer {
  result: HabitPatterns
  meta: AiMeta
}

export interface AiHabitsRecoveryAnswer {
  result: StreakRecovery
  meta: AiMeta
}

export interface AiHabitsStackAnswer {
  result: HabitStacks
  meta: AiMeta
}

export interface AiHabitsTriggersAnswer {
  result: TriggerAdvice
  meta: AiMeta
}

export interface AiJournalFeedbackAnswer {
  result: JournalFeedback
  meta: AiMeta
}

export interface AiLogbookConnectionsAnswer {
  result: LogbookConnections
  meta: AiMeta
}

export interface AiLogbookDigestAnswer {
  result: DailyDigest
  meta: AiMeta
}

export interface AiLogbookPatternsAnswer {
  result: LogbookPatterns
  meta: AiMeta
}

export interface AiLogbookPromptsAnswer {
  result: ReflectionPrompts
  meta: AiMeta
}

export interface AiLogbookSentimentAnswer {
  result: LogbookSentiment
  meta: AiMeta
}

export interface AiLogbookWeeklyReviewAnswer {
  result: WeeklyReview
  meta: AiMeta
}

export interface AiMessagesDailyAnswer {
  result: DailyWords
  meta: AiMeta
}

export interface AiMeta {
  /** Who worked it out */
  source: "model" | "rules"
  provider: string | null
  model: string | null
  cached: boolean
  usage: {
    inputTokens: number
    outputTokens: number
    /** Millionths of the currency; null when the price of the model is not known */
    costMicros: number | null
    currency: "USD"
  }
}

export interface AiMetricsAnomaliesAnswer {
  result: MetricAnomalies
  meta: AiMeta
}

export interface AiMetricsCorrelationsAnswer {
  result: CorrelationAdvice
  meta: AiMeta
}

export interface AiMetricsHealthAnswer {
  result: MetricHealth
  meta: AiMeta
}

export interface AiMetricsPatternsAnswer {
  result: MetricPatterns
  meta: AiMeta
}

export interface AiMetricsSuggestAnswer {
  result: MetricSuggestions
  meta: AiMeta
}

export interface AiMetricsTargetsAnswer {
  result: MetricTargetAdvice
  meta: AiMeta
}

export interface AiNotesAnalyzeAnswer {
  result: NoteAnalysis
  meta: AiMeta
}

export interface AiNotesAreaAnswer {
  result: NoteArea
  meta: AiMeta
}

export interface AiNotesExpandAnswer {
  result: NoteExpansion
  meta: AiMeta
}

export interface AiNotesExtractAnswer {
  result: PageExtract
  meta: AiMeta
}

export interface AiNotesGenerateAnswer {
  result: NoteDraft
  meta: AiMeta
}

export interface AiNotesImproveAnswer {
  result: NoteImprovement
  meta: AiMeta
}

export interface AiNotesLinksAnswer {
  result: NoteLinking
  meta: AiMeta
}

export interface AiNotesSummarizeAnswer {
  result: NoteSummary
  meta: AiMeta
}

export interface AiNotesTagsAnswer {
  result: NoteTagging
  meta: AiMeta
}

export interface AiProjectsHealthAnswer {
  result: ProjectDiagnosis
  meta: AiMeta
}

export interface AiProjectsRisksAnswer {
  result: ProjectRisks
  meta: AiMeta
}

export interface AiProjectsTasksAnswer {
  result: ProjectTasks
  meta: AiMeta
}

export interface AiRewardsBrainstormAnswer {
  result: RewardIdeas
  meta: AiMeta
}

export interface AiRewardsCostAnswer {
  result: RewardCost
  meta: AiMeta
}

export interface AiSpend {
  from: string
  to: string
  total: {
    calls: number
    inputTokens: number
    outputTokens: number
    /** Millionths of a US dollar */
    costMicros: number
    /** Of models whose price nobody told; no money is counted for them */
    unpricedTokens: number
  }
  days: Array<{
    day: string
    calls: number
    inputTokens: number
    outputTokens: number
    /** Millionths of a US dollar */
    costMicros: number
    /** Of models whose price nobody told; no money is counted for them */
    unpricedTokens: number
  }>
  features: Array<{
    feature: string
    calls: number
    inputTokens: number
    outputTokens: number
    /** Millionths of a US dollar */
    costMicros: number
    /** Of models whose price nobody told; no money is counted for them */
    unpricedTokens: number
  }>
  providers: Array<{
    provider: string
    calls: number
    inputTokens: number
    outputTokens: number
    /** Millionths of a US dollar */
    costMicros: number
    /** Of models whose price nobody told; no money is counted for them */
    unpricedTokens: number
  }>
  models: Array<{
    provider: string
    model: string
    calls: number
    inputTokens: number
    outputTokens: number
    /** Millionths of a US dollar */
    costMicros: number
    /** Of models whose price nobody told; no money is counted for them */
    unpricedTokens: number
  }>
  /** The twenty who took most, by money and then tokens */
  users: Array<{
    userId: string
    calls: number
    inputTokens: number
    outputTokens: number
    /** Millionths of a US dollar */
    costMicros: number
    /** Of models whose price nobody told; no money is counted for them */
    unpricedTokens: number
  }>
}

export interface AiTasksBreakdownAnswer {
  result: TaskBreakdown
  meta: AiMeta
}

export interface AiTasksCategorizeAnswer {
  result: TaskCategory
  meta: AiMeta
}

export interface AiTasksDependenciesAnswer {
  result: TaskDependencyAdvice
  meta: AiMeta
}

export interface AiTasksEstimateAnswer {
  result: TaskEstimate
  meta: AiMeta
}

export interface AiTasksParseAnswer {
  result: ParsedTask
  meta: AiMeta
}

export interface AiTasksPointsAnswer {
  result: TaskPoints
  meta: AiMeta
}

export interface AiTasksPrioritizeAnswer {
  result: TaskPriorities
  meta: AiMeta
}

export interface AiTasksUnblockAnswer {
  result: TaskUnblocking
  meta: AiMeta
}

export interface AiUsage {
  from: string
  to: string
  currency: "USD"
  items: Array<{
    date: string
    feature: string
    provider: string
    model: string
    calls: number
    inputTokens: number
    outputTokens: number
    /** Millionths of the currency */
    costMicros: number
    /** Tokens of models whose price is not known; they cost more than is said here */
    unpricedTokens: number
  }>
  total: {
    calls: number
    inputTokens: number
    outputTokens: number
    /** Millionths of the currency */
    costMicros: number
    /** Tokens of models whose price is not known; they cost more than is said here */
    unpricedTokens: number
  }
  budget: {
    tokens: {
      /** For one day; null is without limit */
      limit: number | null
      used: number
      resetsAt: string
    }
    money: {
      /** For one month; null is without limit */
      limitMicros: number | null
      usedMicros: number
      currency: "USD"
      resetsAt: string
    }
  }
}

export interface AlignmentInQuestion {
  /** Only these; all open ones unless told */
  goalIds?: Array<string>
}

export interface ApiKey {
  id: string
  version: number
  name: string
  /** How the key begins, to tell keys apart */
  prefix: string
  scopes: Array<string>
  expiresAt: string
  /** To the minute */
  lastUsedAt: string | null
  createdAt: string
  updatedAt: string
}

export interface ApiKeyPage {
  items: Array<ApiKey>
  nextCursor: string | null
}

export interface ApiKeyPatch {
  name?: string
}

export interface ApiKeyRotation {
  /** Days until the key expires */
  expiresInDays?: number
}

export interface AudioForm {
  /** wav, mp3, ogg, webm, m4a or flac; at most 10 MB and 5 minutes */
  audio: Blob
}

export interface AuditEntry {
  id: string
  /** Without gaps */
  seq: number
  at: string
  /** Null for the operator at the command line, and for who is erased since */
  actorId: string | null
  /** What the log calls them, which stays the same when they are erased */
  actor: string | null
  role: string
  action: string
  targetKind: string | null
  /** Null where it is somebody who is erased since */
  targetId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason: string | null
  ip: string | null
  userAgent: string | null
  requestId: string | null
  /** Over this entry and the hash of the one before */
  hash: string
}

export interface AuditIntegrity {
  entries: number
  /** Of the newest entry: keep it elsewhere to see later that none before it changed */
  hash: string | null
  /** The first number that is missing or whose entry is not what was written */
  brokenAt: number | null
  /** Whether the entry of the hash that you kept is still there: if not, entries were cut off or made anew */
  holdsKept: boolean | null
}

export interface AuditPage {
  items: Array<AuditEntry>
  nextCursor: string | null
}

export interface Automation {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  prompt: string
  /** The first time on the wall clock; a zone of null follows you */
  start: {
    local: string
    zone: string | null
  }
  recurrence: {
    rrule: string
    skipDates: Array<string>
  }
  /** In which manner; null leaves it to your preferences */
  mode: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  isActive: boolean
  /** Null leaves it to your preferences */
  channels: Array<string> | null
}

export interface AutomationPage {
  items: Array<Automation>
  nextCursor: string | null
}

export interface AutomationPatch {
  name?: string
  prompt?: string
  start?: {
    local: string
    zone?: string | null
  }
  /** RFC 5545 RRULE without DTSTART */
  recurrence?: {
    rrule: string
    skipDates?: Array<string>
  }
  mode?: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  isActive?: boolean
  channels?: Array<"in_app" | "web_push" | "mobile_push" | "email" | "ntfy" | "webhook"> | null
}

export interface AutomationRun {
  id: string
  automationId: string
  /** The time of the rule; null when you asked for it */
  occurrence: string | null
  scheduledFor: string
  state: "waiting" | "running" | "done" | "failed"
  attempts: number
  /** As it was then */
  prompt: string
  title: string | null
  answer: string | null
  /** What it proposes to change: actions that wait for you at `/chat/actions`; nothing was done */
  actionIds: Array<string>
  /** Who answered, and what it took */
  meta: {
    source: "model" | "rules"
    provider: string | null
    model: string | null
    usage: {
      inputTokens: number
      outputTokens: number
      costMicros: number | null
    }
  } | null
  error: string | null
  /** When a failed one is tried again by itself */
  nextTryAt: string | null
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
}

export interface AutomationRunPage {
  items: Array<AutomationRun>
  nextCursor: string | null
}

export interface Because {
  /** For the audit log. Name no person in it. */
  reason?: string
}

export interface BillingEvent {
  id: string
  type: string
  customerId: string | null
  /** When it happened at the payment provider */
  createdAt: string
  receivedAt: string
  /** `unknown_customer`: of a customer whom nobody here is; kept, and worth a look when there are many */
  outcome: "waiting" | "applied" | "ignored" | "unknown_customer"
  settledAt: string | null
}

export interface BillingEventPage {
  items: Array<BillingEvent>
  nextCursor: string | null
}

export interface BirthChart {
  /** The moment of birth; null when the time is not known */
  at: string | null
  zone: string
  place: Place | null
  zodiac: "tropical"
  positions: Array<BirthPosition>
  angles: {
    ascendant: ZodiacPoint
    midheaven: ZodiacPoint
  } | null
  houses: {
    system: "whole_sign" | "placidus"
    cusps: Array<ZodiacPoint>
  } | null
  aspects: Array<ChartAspect>
  notes: Array<string>
}

export interface BirthChartRequest {
  latitude?: number
  longitude?: number
  /** A town, and what tells it from others: `Springfield, Illinois` */
  place?: string
  date: string
  /** On the clock of the place; left out when nobody knows */
  time?: string | null
  /** The place’s when a place is named, and needed otherwise */
  zone?: string
  houses?: "whole_sign" | "placidus"
}

export interface BirthPosition {
  body: "sun" | "moon" | "mercury" | "venus" | "mars" | "jupiter" | "saturn" | "uranus" | "neptune" | "pluto"
  /** Degrees of the ecliptic from the equinox of date */
  longitude: number
  sign: "aries" | "taurus" | "gemini" | "cancer" | "leo" | "virgo" | "libra" | "scorpio" | "sagittarius" | "capricorn" | "aquarius" | "pisces"
  degreesInSign: number
  /** Degrees north of the ecliptic */
  latitude: number
  /** Degrees a day */
  speed: number
  retrograde: boolean
  /** 1 to 12 */
  house: number | null
  /** More than one when it changes its sign on that day and the time is not known */
  signs: Array<"aries" | "taurus" | "gemini" | "cancer" | "leo" | "virgo" | "libra" | "scorpio" | "sagittarius" | "capricorn" | "aquarius" | "pisces">
}

export interface BlockRecurrence {
  rrule: string
  anchor: "due"
  skipDates: Array<string>
}

export interface BlockRings {
  items: Array<{
    occurrence: string
    leadMinutes: number
    ringAt: string
    state: "fired" | "caught_up" | "missed"
    reason: string | null
    decidedAt: string
  }>
}

/** An instant (kept on the wall clock of your zone), or a wall clock in a zone; zone null floats with you. A day without a time is whole days. */
export type BlockStart = {
  at: string
} | {
  local: string
  zone: string | null
}

export interface BlockedTask {
  taskId: string
}

export interface BodyPosition {
  body: "sun" | "moon" | "mercury" | "venus" | "mars" | "jupiter" | "saturn" | "uranus" | "neptune" | "pluto"
  /** Degrees of the ecliptic from the equinox of date */
  longitude: number
  sign: "aries" | "taurus" | "gemini" | "cancer" | "leo" | "virgo" | "libra" | "scorpio" | "sagittarius" | "capricorn" | "aquarius" | "pisces"
  degreesInSign: number
  /** Degrees north of the ecliptic */
  latitude: number
  /** Degrees a day */
  speed: number
  retrograde: boolean
}

export interface CalendarFeed {
  createdAt: string
}

/** An iCalendar text (RFC 5545) of at most 5 MB and 5,000 events; send it as text/calendar, or within JSON */
export interface CalendarFile {
  ics: string
}

export interface CalendarSubscription {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  url: string
  name: string
  /** The last try */
  lastFetchedAt: string | null
  lastSucceededAt: string | null
  /** Not before; every four hours, less often while it fails */
  nextFetchAt: string
  /** What its server answered last */
  lastStatus: number | null
  /** Null when the last try succeeded */
  lastError: string | null
  /** In a row */
  failures: number
  eventCount: number
  /** Events that cannot be held and stay out */
  refusedCount: number
}

export interface CalendarSubscriptionPage {
  items: Array<CalendarSubscription>
  nextCursor: string | null
}

export interface CalendarSubscriptionPatch {
  /** An iCalendar file of at most 5 MB and 5,000 events on a public address */
  url?: string
  name?: string
}

export interface CataloguePage {
  items: Array<CatalogueResource>
  nextCursor: string | null
}

export interface CataloguePatch {
  title?: string
  description?: string | null
  type?: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"
  url?: string
  source?: string | null
  difficulty?: "beginner" | "intermediate" | "advanced" | "expert" | null
  estimatedMinutes?: number | null
  thumbnailUrl?: string | null
  topics?: Array<string>
  /** As somebody outside rates it */
  externalRating?: number | null
}

export interface CatalogueResource {
  id: string
  createdAt: string
  updatedAt: string
  title: string
  description: string | null
  type: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"
  url: string
  /** Who publishes it */
  source: string | null
  difficulty: "beginner" | "intermediate" | "advanced" | "expert" | null
  estimatedMinutes: number | null
  thumbnailUrl: string | null
  topics: Array<string>
  /** From 1 to 5, as somebody outside rates it */
  externalRating: number | null
  /** From 1 to 5, of the users of this server */
  averageRating: number | null
  /** How many of them rated it */
  ratings: number
  /** The entry of your library that it was saved as */
  resourceId: string | null
  /** Not recommended to you again */
  isDismissed: boolean
}

export interface CatalogueTopics {
  items: Array<{
    topic: string
    resources: number
  }>
}

export interface ChangePreview {
  plan: "premium_monthly" | "premium_yearly"
  currency: string
  /** To be paid at once */
  amountDueCents: number
  /** Of that, what the rest of the period makes up for; below zero is a credit */
  prorationCents: number
  lines: Array<{
    description: string
    amountCents: number
    isProration: boolean
  }>
  /** Send it with the change; good for an hour */
  prorationAt: string
}

export interface Channel {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  kind: "email" | "ntfy" | "webhook"
  name: string
  /** Null for e-mail, which goes to the account's own confirmed address */
  url: string | null
  /** Until then the replaced secret signs as well */
  previousSecretUntil: string | null
  enabled: boolean
  /** gone, failing, unsubscribed or turned_off */
  disabledReason: string | null
  health: TargetHealth
}

export interface ChannelPage {
  items: Array<Channel>
  nextCursor: string | null
}

export interface ChannelPatch {
  name?: string
  url?: string
  /** What ntfy asks for on a protected topic */
  accessToken?: string | null
  enabled?: boolean
}

export interface ChartAspect {
  between: Array<"sun" | "moon" | "mercury" | "venus" | "mars" | "jupiter" | "saturn" | "uranus" | "neptune" | "pluto">
  aspect: "conjunction" | "sextile" | "square" | "trine" | "opposition"
  angle: number
  /** Degrees off the exact aspect */
  orb: number
}

export interface ChatAccepted {
  generationId: string
  /** The answer to come */
  messageId: string
  /** What it answers */
  userMessageId: string | null
}

export interface ChatCitation {
  entity: string
  id: string
  title: string
}

export interface ChatGeneration {
  id: string
  conversationId: string
  /** The answer */
  messageId: string
  /** `queued` waits for its turn. `interrupted` and `cancelled` keep what was said */
  state: "queued" | "running" | "done" | "interrupted" | "cancelled" | "failed"
  createdAt: string
  endedAt: string | null
}

export interface ChatMessage {
  id: string
  conversationId: string
  /** What it answers or follows; null begins the conversation */
  parentId: string | null
  role: "user" | "assistant"
  /** `queued` waits for its turn, `streaming` is being written: hear the rest from its generation. `interrupted` and `cancelled` keep what was said and can be continued */
  state: "queued" | "streaming" | "done" | "interrupted" | "cancelled" | "failed"
  content: string
  context: ChatPageContext | null
  toolCalls: Array<ChatToolUse>
  /** Items of yours that the answer rests on */
  citations: Array<ChatCitation>
  meta: ChatMessageMeta | null
  /** The newest attempt at this answer */
  generationId: string | null
  createdAt: string
  /** All that follow the same message, this one among them: more than one are branches */
  siblingIds: Array<string>
}

export interface ChatMessageMeta {
  /** Who answered */
  source: "model" | "rules"
  provider: string | null
  model: string | null
  cached: false
  /** How it spoke */
  mode: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge"
  /** Whether the message had words of crisis: help lines stand first then */
  distress: boolean
  usage: ChatUsage
}

export interface ChatMessagePage {
  items: Array<ChatMessage>
  /** Leads to what was said before (with `all`: after) */
  nextCursor: string | null
}

export interface ChatPageContext {
  /** Where in the app the user is */
  page?: string
  /** The kind of item that is open, as `/api/sync` names it */
  entity?: string
  entityId?: string
  /** What is selected or shown */
  text?: string
}

export interface ChatToolUse {
  callId: string
  tool: string
  arguments: Record<string, unknown>
  state: "done" | "failed" | "awaiting_approval" | "refused"
  /** The record under `/api/chat/actions`, for what changes something */
  actionId: string | null
  /** What the tool answered, or why it did not */
  result: unknown
}

export interface ChatUsage {
  inputTokens: number
  outputTokens: number
  /** Millionths of the currency; null when the price of the model is not known */
  costMicros: number | null
  currency: "USD"
}

export interface Checkout {
  plan: "premium_monthly" | "premium_yearly"
  url: string
  expiresAt: string
}

export interface Coefficient {
  r: number
  /** How often chance alone gives as much */
  p: number
  /** The same after Benjamini–Hochberg over everything that was tested */
  q: number
}

export interface CompletedTask {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  description: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  priority: "p1" | "p2" | "p3" | "p4"
  status: "backlog" | "not_started" | "in_progress" | "blocked" | "on_hold" | "done" | "cancelled"
  energy: "deep" | "light" | "admin" | null
  dueDate: string | null
  dueAt: string | null
  scheduledDate: string | null
  estimateMinutes: number | null
  parentTaskId: string | null
  position: number
  tags: Array<string>
  goalIds: Array<string>
  projectIds: Array<string>
  recurrence: Recurrence | null
  /** Shared by all instances of a recurring task: the id of the first */
  seriesId: string | null
  /** Which instance of its series this is, from 1 */
  occurrence: number
  /** Days on which it was due and not done since the instance before */
  missedDates: Array<string>
  /** Unfinished tasks it waits for */
  openBlockers: number
  /** Points of its own; null means the formula decides */
  pointValue: number | null
  pointsAwarded: number
  completedAt: string | null
  nextTask: Task | null
}

export interface CompletionBody {
  /** One of the series, by the local start that the rule gives it */
  occurrence?: string
  completed?: boolean
}

export interface Conflicts {
  items: Array<{
    startAt: string
    endAt: string
    blocks: Array<{
      id: string
      /** Names it within its series: the local start that the rule gives it */
      occurrence: string
      title: string
      startAt: string
      endAt: string
    }>
  }>
  complete: boolean
}

export interface Conversation {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  /** Made of the first message when that is answered, unless it was given */
  title: string | null
  /** How the assistant speaks here; null goes by your preference */
  mode: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  pinned: boolean
  archived: boolean
  /** The last message of the branch that is being read */
  leafId: string | null
  /** In all branches */
  messageCount: number
  /** When something was last said */
  activeAt: string
}

export interface ConversationPage {
  items: Array<Conversation>
  nextCursor: string | null
}

export interface ConversationPatch {
  title?: string | null
  mode?: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  pinned?: boolean
  archived?: boolean
  /** Shows another branch, by one of its messages */
  leafId?: string
}

export interface CorrelationAdvice {
  correlations: Array<{
    /** The other one */
    metricId: string
    metricName: string
    correlationType: "positive" | "negative"
    /** Pearson’s r */
    strength: number
    /** On which both are known */
    days: number
    /** How many days later the other follows; negative when it comes first */
    lagDays: number
    /** Chance would hardly do as much, over everything that was tested */
    isSignificant: boolean
    description: string
    insights: string
    actionable: string
  }>
  /** How many pairs and lags were tested */
  tested: number
  overallInsights: string
  /** Low where there is little to go by */
  confidence: number
}

export interface CorrelationsInQuestion {
  metricId: string
  /** How many days until today count; 180 unless told */
  days?: number
}

export interface Course {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  /** Markdown */
  description: string | null
  difficulty: "beginner" | "intermediate" | "advanced" | "expert"
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags: Array<string>
  targetDate: string | null
  /** Whether the assistant made it; it counts towards the plan */
  isAiGenerated: boolean
  isArchived: boolean
  moduleCount: number
  topicCount: number
  completedTopicCount: number
  /** Of the topics that say how long they take */
  estimatedHours: number
  completedHours: number
  /** Whole percent of its topics that are completed */
  progress: number
  /** The same of their hours; null while no topic says how long it takes */
  hoursProgress: number | null
  /** Since when all of its topics are completed */
  completedAt: string | null
}

export interface CourseModule {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  courseId: string
  title: string
  description: string | null
  /** A fractional index: its place among its siblings, which stand in the order of these texts byte by byte */
  position: string
  topicCount: number
  completedTopicCount: number
  /** Of the topics that say how long they take */
  estimatedHours: number
  completedHours: number
  /** It has topics, and all of them are completed */
  isCompleted: boolean
}

export interface CourseModulePatch {
  title?: string
  description?: string | null
  /** A fractional index: its place among its siblings, which stand in the order of these texts byte by byte */
  position?: string
}

export interface CourseOutline {
  course: Course
  modules: Array<OutlinedModule>
}

export interface CoursePage {
  items: Array<Course>
  nextCursor: string | null
}

export interface CoursePatch {
  title?: string
  description?: string | null
  difficulty?: "beginner" | "intermediate" | "advanced" | "expert"
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags?: Array<string>
  targetDate?: string | null
  /** The server knows itself what the assistant made: `false` unsays nothing */
  isAiGenerated?: boolean
  isArchived?: boolean
}

export interface CourseProposal {
  /** What `/api/courses/outlines/accept` takes */
  course: {
    title: string
    description: string | null
    difficulty: "beginner" | "intermediate" | "advanced" | "expert"
    modules: Array<{
      title: string
      description: string | null
      topics: Array<{
        title: string
        /** Markdown; empty without a model */
        content: string
        /** Dealt out from `hours` */
        estimatedHours: number | null
      }>
    }>
  }
  /** Whether it is how such subjects are commonly learned, and says nothing of this one */
  isTemplate: boolean
  note: string
  /** That you have already */
  similarCourses: Array<{
    courseId: string
    title: string
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface CourseTopic {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  courseId: string
  moduleId: string
  title: string
  /** Markdown */
  content: string
  /** A fractional index: its place among its siblings, which stand in the order of these texts byte by byte */
  position: string
  estimatedHours: number | null
  isCompleted: boolean
  completedAt: string | null
}

export interface CourseTopicPatch {
  title?: string
  /** Markdown */
  content?: string
  estimatedHours?: number | null
  isCompleted?: boolean
  /** Another module of the same course */
  moduleId?: string
  /** A fractional index: its place among its siblings, which stand in the order of these texts byte by byte */
  position?: string
}

export interface CourseWanted {
  topic: string
  difficulty?: "beginner" | "intermediate" | "advanced" | "expert"
  /** How long it shall take; without it no topic says how long it takes */
  hours?: number | null
  /** What you know already, and what you want it for */
  known?: string | null
  /** A table of contents or a list: the outline is made of it, without a model too */
  material?: string | null
}

export interface CreatedApiKey {
  id: string
  version: number
  name: string
  /** How the key begins, to tell keys apart */
  prefix: string
  scopes: Array<string>
  expiresAt: string
  /** To the minute */
  lastUsedAt: string | null
  createdAt: string
  updatedAt: string
  /** The key itself. Shown now and never again */
  key: string
}

export interface CreatedChannel {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  kind: "email" | "ntfy" | "webhook"
  name: string
  /** Null for e-mail, which goes to the account's own confirmed address */
  url: string | null
  /** Until then the replaced secret signs as well */
  previousSecretUntil: string | null
  enabled: boolean
  /** gone, failing, unsubscribed or turned_off */
  disabledReason: string | null
  health: TargetHealth
  /** Verifies what a webhook receives. Shown now and never again */
  secret: string | null
}

export interface CreatedFriendLink {
  id: string
  createdAt: string
  expiresAt: string
  maxUses: number
  uses: number
  /** Shown this once */
  token: string
  /** A page that says what to do with it */
  url: string
}

export interface CreatedShareLink {
  id: string
  createdAt: string
  expiresAt: string
  /** A page for people; JSON for whoever asks for it. Shown this once */
  url: string
}

export interface CreatedSupportAccess {
  id: string
  /** Only look, or change things as well */
  scope: "read" | "full"
  minutes: number
  /** Waiting to be used, in use, run out, or ended by somebody */
  state: "waiting" | "open" | "over" | "revoked"
  createdAt: string
  /** Until when the code can be used */
  expiresAt: string
  redeemedAt: string | null
  /** Who used it; in histories `support:<this id>` */
  redeemedBy: string | null
  /** Until when the session may last */
  endsAt: string | null
  endedAt: string | null
  /** How many changes were made with it */
  changes: number
  /** For the person who helps; shown once, good once and for an hour */
  code: string
}

export interface CriterionPatch {
  text?: string
  targetValue?: number | null
  metricId?: string | null
  taskId?: string | null
  isCompleted?: boolean
  /** When it was met, if not now */
  completedAt?: string | null
}

export interface CurrentWeather {
  at: string
  temperatureC: number | null
  feelsLikeC: number | null
  humidityPercent: number | null
  precipitationMm: number | null
  cloudCoverPercent: number | null
  windKmh: number | null
  /** Degrees from north from which it blows */
  windDirection: number | null
  gustsKmh: number | null
  isDay: boolean | null
  /** WMO code 4677 */
  code: number | null
  /** In words; null where the provider did not say */
  condition: string | null
}

export interface DailyAffirmation {
  date: string
  /** Null as long as none takes turns */
  affirmation: Affirmation | null
  /** On how many days it was the one, with this day */
  timesShown: number
}

export interface DailyDigest {
  date: string
  summary: string
  highlights: Array<{
    type: "accomplishment" | "learning" | "challenge" | "insight"
    description: string
    entity: "task" | "goal" | "logbook_entry" | null
    entityId: string | null
  }>
  metrics: {
    tasksCompleted: number
    habitsDone: number
    habitsDue: number
    /** 1 to 10 */
    energyAverage: number | null
    moodSummary: "low" | "steady" | "high" | null
  }
  /** Tasks and habits done, beside the seven days before; unknown with fewer than three of them */
  momentum: "declining" | "stable" | "building" | "unknown"
  /** Open tasks that are due, the most important first */
  tomorrowFocus: Array<{
    taskId: string
    title: string
    reason: string
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface DailyMessage {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  kind: "motivation" | "reflection" | "affirmation" | "check_in"
  slotId: string
  /** When it was planned on your wall clock */
  occurrence: string
  scheduledFor: string
  text: string
  question: string | null
  /** Who wrote it */
  source: "model" | "rules"
  affirmationId: string | null
  readAt: string | null
}

export interface DailyMessagePage {
  items: Array<DailyMessage>
  nextCursor: string | null
}

export interface DailyMessagePatch {
  read?: boolean
}

export interface DailyMessageSlot {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  kind: "motivation" | "reflection" | "affirmation" | "check_in"
  /** On your wall clock, wherever you are */
  time: string
  weekdays: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  isActive: boolean
  /** Null leaves it to your preferences */
  channels: Array<string> | null
}

export interface DailyMessageSlotPage {
  items: Array<DailyMessageSlot>
  nextCursor: string | null
}

export interface DailyMessageSlotPatch {
  kind?: "motivation" | "reflection" | "affirmation" | "check_in"
  time?: string
  /** Every day unless told */
  weekdays?: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  isActive?: boolean
  channels?: Array<"in_app" | "web_push" | "mobile_push" | "email" | "ntfy" | "webhook"> | null
}

export interface DailyPrompts {
  date: string
  /** What the moods of the week before ask for */
  tone: "hard" | "any" | "good"
  prompt: JournalPrompt
  /** What comes next, for whom this one does not suit */
  others: Array<JournalPrompt>
}

export interface DailyWords {
  text: string
  question: string | null
}

export interface DailyWordsWanted {
  kind: "motivation" | "reflection" | "affirmation" | "check_in"
}

export interface Dashboard {
  /** The day in your zone */
  date: string
  timezone: string
  /** When the day begins */
  from: string
  /** When it ends */
  to: string
  /** Parts that could not be had this time; each of them is null */
  failed: Array<"tasks" | "goals" | "projects" | "habits" | "metrics" | "logbook" | "wallet" | "schedule" | "reminders">
  tasks: {
    counts: {
      overdue: number
      due: number
      scheduled: number
      done: number
    }
    /** Overdue, then due, then planned: ten */
    next: Array<DayTask>
  } | null
  goals: {
    /** By status */
    counts: Record<string, number>
    items: Array<{
      id: string
      title: string
      area: string | null
      timeHorizon: string
      priority: string
      startDate: string | null
      progress: number
      targetDate: string | null
    }>
  } | null
  projects: {
    /** By status */
    counts: Record<string, number>
    items: Array<{
      id: string
      name: string
      area: string | null
      impact: number
      taskCount: number
      completedTaskCount: number
      progress: number
      targetDate: string | null
    }>
  } | null
  habits: DayHabits | null
  metrics: {
    items: Array<{
      id: string
      name: string
      unit: string | null
      direction: string
      target: number | null
      value: number | null
      loggedAt: string | null
      change: number | null
      trend: string
      /** Of the way to the target */
      percent: number
      isAtTarget: boolean
    }>
  } | null
  logbook: DayLogbook | null
  wallet: DayWallet | null
  /** What the next seven days bring, the first twenty */
  upcoming: DayAgenda | null
}

/** Blocks and reminders by their time; null when neither could be had */
export interface DayAgenda {
  items: Array<AgendaItem>
}

export interface DayHabit {
  habitId: string
  name: string
  kind: string
  due: boolean
  /** pending, done, missed, skipped, off, paused or not_due */
  state: string
  amount: number | null
  target: {
    unit: string
    amount: number
    type: string
  } | null
  /** Where its week or period stands, for schedules such as "3 times a week" */
  period: {
    done: number
    needed: number
    from: string
    to: string
  } | null
}

export interface DayHabits {
  counts: {
    due: number
    done: number
  }
  items: Array<DayHabit>
}

export interface DayInQuestion {
  /** Your today unless told */
  date?: string
}

export interface DayLogbook {
  items: Array<{
    id: string
    title: string
    /** The first 280 characters */
    excerpt: string
    mood: string | null
    energy: number | null
  }>
}

export interface DayTask {
  id: string
  title: string
  status: string
  priority: string
  area: string | null
  dueDate: string | null
  dueAt: string | null
  scheduledDate: string | null
  estimateMinutes: number | null
  completedAt: string | null
  pointsAwarded: number
}

/** At most a hundred of each; the counts are of all */
export interface DayTasks {
  counts: {
    overdue: number
    due: number
    scheduled: number
    done: number
  }
  /** Was due before now, or before the day that was asked for, and is open */
  overdue: Array<DayTask>
  due: Array<DayTask>
  /** Planned for the day without being due */
  scheduled: Array<DayTask>
  /** Completed on the day */
  done: Array<DayTask>
}

export interface DayWallet {
  balance: number
  lifetimeEarned: number
  lifetimeSpent: number
  /** Earned on the day, less what was taken back on it */
  earned: number
  /** Spent on the day, less what was given back on it */
  spent: number
}

export interface DeadLetter {
  id: string
  /** Where it failed, and where sending it again puts it */
  queue: string
  userId: string | null
  failedAt: string
  attempts: number
  error: string | null
}

export interface DeadLetterPage {
  items: Array<DeadLetter>
  nextCursor: string | null
}

export interface Deliveries {
  items: Array<Delivery>
}

export interface Delivery {
  id: string
  notificationId: string
  channel: "in_app" | "web_push" | "fcm" | "expo" | "email" | "ntfy" | "webhook"
  /** The device or channel; yourself for in_app */
  targetId: string
  /** The sink sees it as `<key>:<channel>`, the same in every try */
  key: string
  kind: string
  title: string
  /** held: until your quiet hours end; digested: became part of one; dropped: nobody to take it */
  state: "waiting" | "held" | "delivered" | "digested" | "failed" | "dropped"
  attempts: number
  nextAttemptAt: string | null
  status: number | null
  error: string | null
  createdAt: string
  deliveredAt: string | null
}

export interface DeliveryPage {
  items: Array<Delivery>
  nextCursor: string | null
}

export interface Device {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  kind: "web_push" | "fcm" | "expo"
  platform: "ios" | "android" | "web" | null
  name: string | null
  /** How its token ends, to tell devices apart */
  tokenEnd: string
  enabled: boolean
  /** gone, failing, unsubscribed or turned_off */
  disabledReason: string | null
  health: TargetHealth
}

export interface DevicePage {
  items: Array<Device>
  nextCursor: string | null
}

export interface DevicePatch {
  platform?: "ios" | "android" | "web" | null
  name?: string | null
  enabled?: boolean
}

export interface DraftedFlashcards {
  /** As they were proposed, or as you have changed them */
  cards: Array<{
    /** Markdown */
    front: string
    /** Markdown */
    back: string
    hint?: string | null
    tags?: Array<string>
  }>
}

export interface DueFlashcards {
  /** Your day */
  date: string
  /** In the order in which to ask them */
  items: Array<Flashcard>
}

export interface EditedChatMessage {
  content: string
  context?: ChatPageContext
}

export interface EmailChange {
  email: string
  password: string
}

export interface EmailOnly {
  email: string
}

export interface EmailProof {
  /** From the link in the mail */
  token?: string
  /** With `code`: the address it was sent to */
  email?: string
  /** The six digits in the mail */
  code?: string
}

export interface Entitlement {
  feature: "ai_messages" | "resource_recommendations" | "ai_courses" | "active_goals" | "voice" | "ai_scheduling" | "advanced_analytics"
  /** Used up in a period; so many at a time; there or not */
  kind: "metered" | "held" | "open"
  period: "month" | "week" | null
  /** 0: not included; null: without limit */
  limit: number | null
  /** In this period, or at this moment */
  used: number
  remaining: number | null
  /** From so many on, clients should warn */
  warnAt: number | null
  /** When the next month or week of yours begins */
  resetsAt: string | null
  /** Ids beyond the limit: kept and readable, not to be changed; the newest ones */
  frozen: Array<string>
}

export interface Entitlements {
  items: Array<Entitlement>
}

export interface EntryInQuestion {
  entryId: string
}

export interface EventSourceState {
  source: "ticketmaster" | "calendars"
  state: "answered" | "stale" | "failed" | "not_asked"
  ageSeconds: number | null
  says: string
}

export interface Exchange {
  transcript: Heard
  /** Null when nobody said anything */
  reply: SpokenReply | null
  /** Null when there is nothing to say, or nobody who can say it */
  audio: {
    mediaType: string
    /** The reply, said aloud; null when an exchange is answered again by its Idempotency-Key */
    base64: string | null
    provider: string
    model: string
    voice: string
  } | null
}

export interface Export {
  id: string
  createdAt: string
  state: "waiting" | "running" | "done" | "failed"
  /** How many rows it is going to hold; 0 before they are counted */
  totalRows: number
  /** How many of them are written */
  rows: number
  /** Of the zip */
  bytes: number | null
  /** Of the zip */
  sha256: string | null
  finishedAt: string | null
  /** When the zip is deleted */
  expiresAt: string | null
  /** Whoever has it can download the zip, without signing in, until `urlExpiresAt`; reading again makes another */
  url: string | null
  urlExpiresAt: string | null
}

export interface File {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  /** As its bytes say, whatever it is called */
  contentType: string
  kind: "image" | "audio" | "video" | "document" | "text" | "archive"
  /** Bytes */
  size: number
  /** Bytes of the small picture made of it; 0 where there is none */
  thumbnailSize: number
  /** Of the bytes as they are kept */
  sha256: string
  /** Of an image, in pixels */
  width: number | null
  height: number | null
  /** Stays although nothing refers to it */
  keep: boolean
  /** Since when the storage has not had its bytes */
  missingAt: string | null
}

export interface FileForm {
  /** At most 25 MB */
  file: Blob
  /** What it is called, if not as the form says */
  name?: string
  /** true: stays although nothing refers to it */
  keep?: string
}

export interface FilePage {
  items: Array<File>
  nextCursor: string | null
}

export interface FilePatch {
  name?: string
  keep?: boolean
}

export interface FileUrl {
  url: string
  expiresAt: string
}

export interface FileUsage {
  /** Of all your files */
  bytes: number
  files: number
  /** What you may have */
  quotaBytes: number
}

export interface FlagInput {
  description?: string
  /** Off is off for everybody */
  isEnabled?: boolean
  /** Of all people; with more of it nobody loses it */
  percent?: number
  /** Have it besides */
  userIds?: Array<string>
  /** Never have it */
  exceptUserIds?: Array<string>
  /** Have it besides */
  roles?: Array<"user" | "support" | "admin">
  /** Have it besides */
  tiers?: Array<"free" | "premium_monthly" | "premium_yearly">
  /** Off before */
  startsAt?: string | null
  /** Off from here on */
  endsAt?: string | null
  /** That was read: refused (412) when it has changed since */
  version?: number
}

export interface FlagStates {
  items: Array<{
    key: string
    isOn: boolean
  }>
}

export interface Flashcard {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  deckId: string
  front: string
  back: string
  hint: string | null
  tags: Array<string>
  groupId: string | null
  position: number
  state: "new" | "learning" | "review" | "relearning"
  /** Null while it is new */
  dueAt: string | null
  /** Days after which it is remembered with 90 % */
  stability: number | null
  /** 1 to 10 */
  difficulty: number | null
  intervalDays: number
  learningStep: number
  reps: number
  lapses: number
  lastReviewedAt: string | null
  isSuspended: boolean
  /** Not asked before this day of yours */
  buriedUntil: string | null
}

export interface FlashcardBacklog {
  /** Your day */
  date: string
  /** Cards that are due today, with all that are overdue */
  overdue: number
  perDay: number
  /** Until all of them have been asked; null when as many come anew each day */
  days: number | null
  finishedOn: string | null
  plan: Array<{
    date: string
    /** Of those cards */
    backlog: number
    /** That fall due on this day anyway */
    arriving: number
  }>
}

export interface FlashcardBacklogPlan {
  id: string
  deckId: string | null
  perDay: number
  overdue: number
  /** Cards that come on a later day */
  putOff: number
  /** Your day on which the last of them comes */
  finishedOn: string
  state: "active" | "undone"
  createdAt: string
}

export interface FlashcardBurying {
  /** Your day from which it is asked again; tomorrow, when absent */
  until?: string
}

/** A CSV text of at most 5 MB and 10,000 rows with a header; send it as text/csv, or within JSON */
export interface FlashcardCsv {
  csv: string
}

export interface FlashcardDeck {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  description: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags: Array<string>
  parentDeckId: string | null
  position: number
  desiredRetention: number
  newPerDay: number
  reviewsPerDay: number
  maximumIntervalDays: number
  learningSteps: Array<string>
  relearningSteps: Array<string>
  parameters: Array<number> | null
  leechLapses: number | null
  leechAction: "suspend" | "tag"
  weekdayWeights: Array<number> | null
  balancesLoad: boolean
}

export interface FlashcardDeckPage {
  items: Array<FlashcardDeck>
  nextCursor: string | null
}

export interface FlashcardDeckPatch {
  name?: string
  description?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags?: Array<string>
  /** The deck it is part of */
  parentDeckId?: string | null
  /** Decks are listed from the lowest */
  position?: number
  /** How likely a card shall be remembered when it is asked. Counts from its next review */
  desiredRetention?: number
  /** New cards of this deck on a day of yours */
  newPerDay?: number
  reviewsPerDay?: number
  maximumIntervalDays?: number
  /** How long after which a card in learning is asked again */
  learningSteps?: Array<string>
  /** The same for a card that was forgotten */
  relearningSteps?: Array<string>
  /** The 21 parameters of FSRS-6; null for those it comes with */
  parameters?: Array<number> | null
  /** Forgotten so often, a card is a leech; null for never */
  leechLapses?: number | null
  /** A leech gets the tag `leech`; `suspend` also takes it out of the queue */
  leechAction?: "suspend" | "tag"
  /** Easy days: how much of a usual day each weekday takes, Monday first; 0 is none where another day will do. Null for those of your preferences */
  weekdayWeights?: Array<number> | null
  /** Of the days that a card may fall on, choose those more often on which few are due */
  balancesLoad?: boolean
}

export interface FlashcardDrafts {
  /** Nothing of it is saved */
  drafts: Array<{
    kind: "question" | "definition" | "cloze"
    /** Markdown */
    front: string
    /** Markdown */
    back: string
    /** What of the text it was made of */
    source: string
    /** A card of yours that asks the same already */
    duplicateOf: string | null
  }>
  note: string
  /** Low where there is little to go by */
  confidence: number
}

export interface FlashcardImport {
  id: string
  fileId: string
  fileName: string
  deckId: string | null
  isDryRun: boolean
  withReviews: boolean
  state: "queued" | "running" | "done" | "failed" | "undone"
  /** Cards that have been looked at */
  done: number
  /** Null until the package has been opened */
  total: number | null
  counts: {
    created: number
    /** Cards that had come in before, and say something else now */
    updated: number
    unchanged: number
    refused: number
    /** Of the history that were not there before */
    reviews: number
    /** Pictures and sounds that became files */
    media: number
    /** That were made */
    decks: number
  }
  /** What was left out though its card came in; the first fifty */
  warnings: Array<string>
  /** The cards that did not come in, and why; the first two hundred */
  problems: Array<{
    /** Anki’s id of the note */
    guid: string
    /** Which card of the note */
    ord: number
    front: string
    error: string
  }>
  /** Why it failed */
  error: string | null
  createdAt: string
  finishedAt: string | null
}

export interface FlashcardImportPage {
  items: Array<FlashcardImport>
  nextCursor: string | null
}

export interface FlashcardOptimization {
  id: string
  deckId: string | null
  state: "queued" | "running" | "proposed" | "accepted" | "rejected" | "failed"
  autoAccept: boolean
  reschedule: boolean
  /** That they were fitted to */
  reviews: number
  /** The 21 of FSRS-6; null until they are found */
  parameters: Array<number> | null
  /** Null are those that FSRS-6 comes with */
  parametersBefore: Array<number> | null
  /** How far from the truth they foretell each review; less is better */
  logLoss: number | null
  logLossBefore: number | null
  /** How far from the truth they foretell alike reviews together */
  rmse: number | null
  rmseBefore: number | null
  /** Whether they foretell your reviews better than those before */
  isBetter: boolean | null
  /** Cards whose dates have been computed anew; null where not wanted */
  rescheduled: number | null
  error: string | null
  createdAt: string
  finishedAt: string | null
}

export interface FlashcardOptimizationAcceptance {
  /** When absent, as was said at first */
  reschedule?: boolean
}

export interface FlashcardOptimizationPage {
  items: Array<FlashcardOptimization>
  nextCursor: string | null
}

export interface FlashcardPage {
  items: Array<Flashcard>
  nextCursor: string | null
}

export interface FlashcardPatch {
  deckId?: string
  /** Markdown */
  front?: string
  /** Markdown */
  back?: string
  hint?: string | null
  tags?: Array<string>
  /** Any id of your choice: cards that share it ask the same from several sides, and come on different days */
  groupId?: string | null
  /** New cards come from the lowest, then the oldest */
  position?: number
  isSuspended?: boolean
  /** Not asked before this day of yours */
  buriedUntil?: string | null
}

export interface FlashcardPreview {
  flashcardId: string
  /** How likely it is remembered now; null while it is new */
  retrievability: number | null
  again: {
    state: "new" | "learning" | "review" | "relearning"
    dueAt: string
    /** 0 while it is asked again the same day */
    intervalDays: number
    intervalMinutes: number
    stability: number
    difficulty: number
  }
  hard: {
    state: "new" | "learning" | "review" | "relearning"
    dueAt: string
    /** 0 while it is asked again the same day */
    intervalDays: number
    intervalMinutes: number
    stability: number
    difficulty: number
  }
  good: {
    state: "new" | "learning" | "review" | "relearning"
    dueAt: string
    /** 0 while it is asked again the same day */
    intervalDays: number
    intervalMinutes: number
    stability: number
    difficulty: number
  }
  easy: {
    state: "new" | "learning" | "review" | "relearning"
    dueAt: string
    /** 0 while it is asked again the same day */
    intervalDays: number
    intervalMinutes: number
    stability: number
    difficulty: number
  }
}

export interface FlashcardReview {
  id: string
  flashcardId: string
  rating: "again" | "hard" | "good" | "easy"
  reviewedAt: string
  /** Your day at that time */
  day: string
  durationMs: number | null
  stateBefore: "new" | "learning" | "review" | "relearning"
  /** Days */
  intervalBefore: number
  undoneAt: string | null
}

export interface FlashcardReviewBatch {
  reviews: Array<{
    flashcardId: string
    rating: "again" | "hard" | "good" | "easy"
    reviewedAt: string
    /** How long the answer took */
    durationMs?: number | null
    reviewId: string
  }>
}

export interface FlashcardReviewBatchResult {
  results: Array<{
    reviewId: string
    status: "recorded" | "known" | "refused"
    error: string | null
    /** Of the card after it */
    dueAt: string | null
  }>
}

export interface FlashcardReviewPage {
  items: Array<FlashcardReview>
  nextCursor: string | null
}

export interface FlashcardStatistics {
  /** Your day */
  date: string
  counts: {
    total: number
    new: number
    /** In learning, or learned again after they were forgotten */
    learning: number
    /** With an interval of less than 21 days */
    young: number
    mature: number
    /** Whatever else they are */
    suspended: number
    /** By the end of today, whatever the limits say; without new ones */
    due: number
  }
  /** The same for each deck that has cards */
  decks: Array<{
    total: number
    new: number
    /** In learning, or learned again after they were forgotten */
    learning: number
    /** With an interval of less than 21 days */
    young: number
    mature: number
    /** Whatever else they are */
    suspended: number
    /** By the end of today, whatever the limits say; without new ones */
    due: number
    deckId: string
  }>
  /** How often a card that was known was remembered when it was due. Cards in learning do not count */
  retention: {
    young: {
      reviews: number
      passed: number
      /** 0 to 1; null without reviews */
      rate: number | null
    }
    mature: {
      reviews: number
      passed: number
      /** 0 to 1; null without reviews */
      rate: number | null
    }
    all: {
      reviews: number
      passed: number
      /** 0 to 1; null without reviews */
      rate: number | null
    }
  }
  reviews: number
  durationMs: number
  daysStudied: number
  /** The days with reviews, oldest first */
  days: Array<{
    date: string
    reviews: number
    newCards: number
    durationMs: number
    again: number
    hard: number
    good: number
    easy: number
  }>
  /** How many cards are due on each day as things stand, today with all that is overdue */
  forecast: Array<{
    date: string
    due: number
  }>
}

export interface FlashcardWorkload {
  days: number
  /** That are known now */
  cards: number
  /** By how much you want to remember, the least first */
  items: Array<{
    desiredRetention: number
    reviewsPerDay: number
    /** At your own pace; null without reviews */
    minutesPerDay: number | null
    /** Cards that would be known in the end */
    remembered: number
  }>
}

export interface FlashcardsWanted {
  noteId?: string
  /** A topic of a course of yours */
  topicId?: string
  text?: string
  /** Where they are to go: what is there already is pointed out */
  deckId?: string
  /** At most */
  count?: number
}

export interface FoundChatMessagePage {
  items: Array<{
    id: string
    conversationId: string
    /** Of the conversation */
    title: string | null
    role: "user" | "assistant"
    snippet: string
    createdAt: string
  }>
  nextCursor: string | null
}

export interface FreeBusy {
  busy: Array<{
    startAt: string
    endAt: string
  }>
  free: Array<{
    startAt: string
    endAt: string
  }>
}

export interface Friend {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  /** An invitation that is declined or blocked stays `pending_sent` for whoever sent it */
  state: "pending_sent" | "pending_received" | "accepted" | "declined" | "blocked"
  /** The other user; null while an invitation of yours is open */
  friendId: string | null
  name: string | null
  avatarUrl: string | null
  /** The address that you invited */
  email: string | null
  /** What came with the invitation */
  message: string | null
  acceptedAt: string | null
  /** Until when an open invitation can be accepted */
  expiresAt: string | null
  /** Reminders that they share with you need no acceptance */
  autoAcceptReminders: boolean
  /** The same for notes */
  autoAcceptNotes: boolean
  /** The same for everything else */
  autoAcceptOthers: boolean
  /** They see the habits that you share with them */
  seeHabits: boolean
  /** They see the goals that you share with them */
  seeGoals: boolean
  /** They may nudge you about what you share with them */
  mayNudge: boolean
}

export interface FriendLinkUse {
  /** The token, or the whole address */
  token: string
}

export interface FriendLinks {
  items: Array<{
    id: string
    createdAt: string
    expiresAt: string
    maxUses: number
    uses: number
  }>
}

export interface FriendPage {
  items: Array<Friend>
  nextCursor: string | null
}

export interface FriendPatch {
  autoAcceptReminders?: boolean
  autoAcceptNotes?: boolean
  autoAcceptOthers?: boolean
  seeHabits?: boolean
  seeGoals?: boolean
  mayNudge?: boolean
}

export interface FriendStats {
  /** Friends */
  total: number
  pendingSent: number
  pendingReceived: number
}

export interface Goal {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  description: string | null
  notes: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  timeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
  priority: "low" | "medium" | "high"
  status: "planning" | "active" | "achieved" | "abandoned"
  startDate: string | null
  targetDate: string | null
  completedAt: string | null
  /** May stand in the trash: then this goal counts as one without a parent */
  parentGoalId: string | null
  successCriteria: Array<SuccessCriterion>
  weights: {
    criteria: number
    tasks: number
    metrics: number
    habits: number
  }
  /** Wins over what is computed */
  manualProgress: number | null
  tags: Array<string>
  /** Percent, kept by whatever changes it */
  progress: number
  lastActivityAt: string
}

export interface GoalActivity {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  goalId: string
  type: "criterion_completed" | "task_completed" | "metric_logged" | "habit_completed" | "status_changed" | "note_added" | "progress_milestone"
  title: string
  description: string | null
  entity: "task" | "metric" | "habit" | "project" | null
  entityId: string | null
}

export interface GoalActivityPage {
  items: Array<GoalActivity>
  nextCursor: string | null
}

export interface GoalAnalytics {
  from: string
  to: string
  granularity: "day" | "week" | "month"
  timezone: string
  totals: {
    /** Goals that moved, each once a day; notes are no movement */
    progressed: number | null
    /** Goals achieved */
    achieved: number | null
    /** Projects completed */
    projectsCompleted: number | null
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    progressed: number | null
    achieved: number | null
    projectsCompleted: number | null
  }
  /** As many days before the first one */
  previous: {
    from: string
    to: string
    totals: {
      /** Goals that moved, each once a day; notes are no movement */
      progressed: number | null
      /** Goals achieved */
      achieved: number | null
      /** Projects completed */
      projectsCompleted: number | null
    }
  }
  /** Against the previous period */
  change: {
    progressed: {
      absolute: number | null
      percent: number | null
    }
    achieved: {
      absolute: number | null
      percent: number | null
    }
    projectsCompleted: {
      absolute: number | null
      percent: number | null
    }
  }
  /** Every day, week or month of the span */
  series: Array<{
    from: string
    to: string
    /** Goals that moved, each once a day; notes are no movement */
    progressed: number | null
    /** Goals achieved */
    achieved: number | null
    /** Projects completed */
    projectsCompleted: number | null
  }>
  /** Days one after the other on which something was done */
  streak: {
    /** Up to `to`; a present day that is still empty breaks nothing */
    current: number
    /** In the 400 days up to `to` */
    longest: number
    /** Within the span */
    activeDays: number
  }
}

export interface GoalCascade {
  /** Of the next longer horizon, to stand under */
  parentGoals: Array<{
    /** Of a goal that is there already */
    goalId: string | null
    timeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
    title: string
    description: string | null
    startDate: string | null
    targetDate: string | null
    reasoning: string
  }>
  /** Of the next shorter horizon */
  childGoals: Array<{
    /** Of a goal that is there already */
    goalId: string | null
    timeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
    title: string
    description: string | null
    startDate: string | null
    targetDate: string | null
    reasoning: string
  }>
  /** The child goals with their success criteria */
  subGoals: Array<{
    title: string
    description: string | null
    timeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
    reasoning: string
    successCriteria: Array<string>
  }>
  suggestedTasks: Array<{
    title: string
    description: string | null
    priority: "p1" | "p2" | "p3" | "p4"
    /** Only what you gave such a task before */
    estimateMinutes: number | null
    reasoning: string
  }>
  suggestedMetrics: Array<{
    /** Of a metric that you keep already; null for one to be made */
    metricId: string | null
    name: string
    unit: string | null
    direction: "higher" | "lower" | "target"
    targetValue: number | null
    frequency: "daily" | "weekly" | "monthly"
    reasoning: string
  }>
  suggestedHabits: Array<{
    /** Of a habit that you have already */
    habitId: string | null
    name: string
    times: number
    days: number
    reasoning: string
  }>
  overallStrategy: string
  implementationPlan: string
  /** Low where there is little to go by */
  confidence: number
}

export interface GoalCoaching {
  /** Percent */
  currentProgress: number
  trajectory: "ahead" | "on_track" | "behind" | "stalled"
  insights: Array<string>
  blockers: Array<string>
  strengths: Array<string>
  concerns: Array<string>
  recommendations: Array<string>
  overallAssessment: string
  /** The most pressing first */
  specificAdvice: Array<{
    area: "criteria" | "tasks" | "metrics" | "habits" | "goal"
    action: string
    reasoning: string
    priority: "high" | "medium" | "low"
  }>
  motivationalMessage: string
  nextSteps: Array<string>
  /** The mean of the factors that are known */
  score: number
  rating: "excellent" | "good" | "fair" | "poor" | "critical"
  /** Percent; null where there is nothing to tell it by */
  factors: {
    /** Progress as a share of what the even pace expects */
    progressVelocity: number | null
    /** 100 when something happened today, 0 after a fortnight without */
    activityLevel: number | null
    /** Open tasks that are neither late nor held up */
    resourceBalance: number | null
    /** The mean rate so far as a share of what the days left ask for */
    timeAlignment: number | null
  }
  /** Low where there is little to go by */
  confidence: number
}

export interface GoalConflicts {
  hasConflicts: boolean
  /** The worst first */
  conflicts: Array<{
    /** The same as goal1Id */
    goalId: string
    goalTitle: string
    goal1Id: string
    goal1Title: string
    goal2Id: string
    goal2Title: string
    conflictType: "time" | "resource" | "priority" | "dependencies"
    description: string
    severity: "low" | "medium" | "high"
    resolution: string
  }>
  overallAssessment: string
  isOvercommitted: boolean
  /** 50 asks for as much as was done of late, 100 for twice as much or more; without estimates 5 a goal and 10 more for each of high priority */
  overcommitmentScore: number
  capacityAnalysis: {
    totalActiveGoals: number
    highPriorityGoals: number
    /** Open tasks over the weeks until the target days; null when none has an estimate */
    estimatedWeeklyHours: number | null
    /** Estimates of the tasks done in the last four weeks; null when there are fewer than five */
    doneWeeklyHours: number | null
    sustainabilityRating: "sustainable" | "challenging" | "unsustainable"
  }
  recommendations: Array<string>
  /** Low where there is little to go by */
  confidence: number
}

export interface GoalCriteria {
  /** Without those that the goal has already */
  criteria: Array<{
    text: string
    measurable: boolean
    suggestedMetric: string | null
    /** Of your own metric of that name */
    metricId: string | null
    targetValue: number | null
    targetDate: string | null
  }>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface GoalDependencies {
  blockedBy: Array<{
    id: string
    title: string
    status: "planning" | "active" | "achieved" | "abandoned"
    timeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
    priority: "low" | "medium" | "high"
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    startDate: string | null
    targetDate: string | null
    /** Percent, kept by whatever changes it */
    progress: number
    lagDays: number
  }>
  blocks: Array<{
    id: string
    title: string
    status: "planning" | "active" | "achieved" | "abandoned"
    timeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
    priority: "low" | "medium" | "high"
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    startDate: string | null
    targetDate: string | null
    /** Percent, kept by whatever changes it */
    progress: number
    lagDays: number
  }>
}

export interface GoalDependency {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  goalId: string
  dependsOnGoalId: string
  lagDays: number
}

export interface GoalDraft {
  id: string
  title: string
  state: "open" | "accepted" | "rejected"
  /** What is still open; none of it must be answered */
  questions: Array<{
    key: "why" | "targetDate" | "area" | "metricName" | "unit" | "baseline" | "targetValue" | "weeklyAction" | "timesPerWeek" | "obstacle"
    question: string
    type: "text" | "date" | "number" | "select"
    options: Array<string> | null
  }>
  answers: Record<string, string>
  /** What would be made if you accepted it now */
  proposal: GoalProposal
  /** Who found the words */
  source: "model" | "rules"
  goalId: string | null
  createdAt: string
}

export interface GoalDraftAcceptance {
  /** With your changes; as it stands unless given */
  proposal?: GoalProposal
}

export interface GoalDraftAnswers {
  /** By question; an empty answer passes it over */
  answers: Record<string, string>
}

export interface GoalForecast {
  /** Percent, of being done by the target day; null without a day, or with nothing to count */
  probability: number | null
  /** At the mean rate since its start */
  expectedDate: string | null
  confidenceLevel: "low" | "medium" | "high"
  factors: {
    positive: Array<string>
    negative: Array<string>
  }
  recommendations: Array<string>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

/** Edges run from the goal that must be finished to the one that waits */
export interface GoalGraph {
  nodes: Array<{
    id: string
    title: string
    status: "planning" | "active" | "achieved" | "abandoned"
    timeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
    priority: "low" | "medium" | "high"
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    startDate: string | null
    targetDate: string | null
    /** Percent, kept by whatever changes it */
    progress: number
    parentGoalId: string | null
  }>
  edges: Array<{
    source: string
    target: string
    lagDays: number
  }>
}

export interface GoalInQuestion {
  goalId?: string
  title?: string
  description?: string
  timeHorizon?: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
  targetDate?: string
}

export interface GoalLink {
  kind: "task" | "metric" | "habit" | "project"
  entityId: string
}

export interface GoalLinkPage {
  items: Array<GoalLink>
  nextCursor: string | null
}

export interface GoalMetrics {
  /** The surest first; without those that serve the goal already */
  metrics: Array<{
    /** Of a metric that you keep already; null for one to be made */
    metricId: string | null
    name: string
    unit: string | null
    direction: "higher" | "lower" | "target"
    targetValue: number | null
    frequency: "daily" | "weekly" | "monthly"
    reasoning: string
  }>
  overallRationale: string
  /** Low where there is little to go by */
  confidence: number
}

export interface GoalPage {
  items: Array<Goal>
  nextCursor: string | null
}

export interface GoalPatch {
  title?: string
  description?: string | null
  notes?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  /** `monthly` unless said */
  timeHorizon?: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
  priority?: "low" | "medium" | "high"
  /** `achieved` sets completedAt */
  status?: "planning" | "active" | "achieved" | "abandoned"
  startDate?: string | null
  targetDate?: string | null
  /** A goal exactly one horizon above */
  parentGoalId?: string | null
  /** The whole list, in order: with an id it is kept, without it is new, what is missing is removed. Texts will do. */
  successCriteria?: Array<string | {
    text?: string
    targetValue?: number | null
    metricId?: string | null
    taskId?: string | null
    isCompleted?: boolean
    /** When it was met, if not now */
    completedAt?: string | null
    id?: string
  }>
  /** Proportions; 40/30/20/10 unless said */
  weights?: {
    criteria?: number
    tasks?: number
    metrics?: number
    habits?: number
  }
  manualProgress?: number | null
  tags?: Array<string>
}

export interface GoalProgress {
  /** Percent */
  overall: number
  health: "on_track" | "at_risk" | "behind" | "dormant"
  components: {
    /** Null without members; habits are done in parts */
    criteria: {
      done: number
      total: number
      percent: number
    } | null
    /** Null without members; habits are done in parts */
    tasks: {
      done: number
      total: number
      percent: number
    } | null
    /** Null without members; habits are done in parts */
    metrics: {
      done: number
      total: number
      percent: number
    } | null
    /** Null without members; habits are done in parts */
    habits: {
      done: number
      total: number
      percent: number
    } | null
  }
  pace: {
    /** Percent that an even pace reaches today */
    expectedToday: number | null
    /** Days one could pause and still be on the even pace; negative: days behind */
    slackDays: number | null
    /** Percentage points a day from now to the target */
    requiredPerDay: number | null
    /** The day it ends at the mean rate since its start */
    projectedFinish: string | null
  }
}

export interface GoalProposal {
  goal: {
    title: string
    description: string | null
    notes: string | null
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    timeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
    targetDate: string | null
  }
  criteria: Array<{
    text: string
    targetValue: number | null
    /** Which of `metrics` it awaits, from 0 */
    metric: number | null
  }>
  habits: Array<{
    name: string
    timesPerWeek: number
    intent: string | null
  }>
  metrics: Array<{
    name: string
    unit: string | null
    direction: "higher" | "lower"
    target: number | null
    baseline: number | null
  }>
}

export interface GoalRefinement {
  refinedTitle: string
  refinedDescription: string | null
  suggestedTimeHorizon: "yearly" | "quarterly" | "monthly" | "weekly" | "daily" | null
  /** The day its words name, or its own; never guessed */
  suggestedTargetDate: string | null
  suggestedAdjustments: Array<string>
  /** Your own goals that speak of the same */
  similarGoals: Array<{
    goalId: string
    title: string
    status: string
    progress: number
  }>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface GoalsInQuestion {
  /** Only these; all active ones unless told */
  goalIds?: Array<string>
}

export interface Growth {
  from: string
  to: string
  /** Accounts at the end of the span */
  people: number
  signups: number
  /** People active on the last day */
  dau: number
  /** In the seven days up to it */
  wau: number
  /** In the thirty days up to it */
  mau: number
  /** Of whom was active in thirty days, the share that was on the last one */
  stickiness: number | null
  /** Of those who signed up in the span, who made or changed something within seven days */
  activation: {
    activated: number
    rate: number | null
  }
  days: Array<{
    day: string
    signups: number
    active: number
  }>
  /** Of the twelve weeks up to `to` */
  cohorts: Array<{
    /** Its Monday */
    week: string
    /** Who signed up in it */
    size: number
    /** How many of them were active in it, in the week after, and so on */
    retained: Array<number>
  }>
  /** Most people first */
  features: Array<{
    feature: string
    people: number
    uses: number
  }>
}

export interface Habit {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  description: string | null
  kind: "build" | "maintain" | "reduce" | "quit"
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  schedule: HabitSchedule
  target: HabitTarget | null
  intent: string | null
  cue: string | null
  routine: string | null
  reward: string | null
  frictionUp: string | null
  frictionDown: string | null
  reminderTimes: Array<string>
  offDays: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  offDates: Array<string>
  pauses: Array<HabitPause>
  startDate: string
  archived: boolean
  goalIds: Array<string>
}

export interface HabitAlignment {
  alignedGoals: Array<{
    goalId: string
    goalTitle: string
    habitId: string
    habitName: string
    /** False where only their words speak of the same */
    isLinked: boolean
    alignmentStrength: number
    explanation: string
    impact: "low" | "medium" | "high"
  }>
  misalignments: Array<{
    goalId: string | null
    habitId: string | null
    issue: string
    severity: "low" | "medium" | "high"
    suggestion: string
  }>
  newHabitSuggestions: Array<{
    habitName: string
    goalId: string
    goalSupported: string
    times: number
    days: number
    rationale: string
    priority: "low" | "medium" | "high"
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface HabitAnalytics {
  from: string
  to: string
  granularity: "day" | "week" | "month"
  timezone: string
  totals: {
    /** Habits asked for, or done unasked; "3 times a week" counts on the days it was done */
    due: number | null
    /** Of these, done */
    done: number | null
    /** Percent of the habits that were due */
    rate: number | null
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    due: number | null
    done: number | null
    rate: number | null
  }
  /** As many days before the first one */
  previous: {
    from: string
    to: string
    totals: {
      /** Habits asked for, or done unasked; "3 times a week" counts on the days it was done */
      due: number | null
      /** Of these, done */
      done: number | null
      /** Percent of the habits that were due */
      rate: number | null
    }
  }
  /** Against the previous period */
  change: {
    due: {
      absolute: number | null
      percent: number | null
    }
    done: {
      absolute: number | null
      percent: number | null
    }
    rate: {
      absolute: number | null
      percent: number | null
    }
  }
  /** Every day, week or month of the span */
  series: Array<{
    from: string
    to: string
    /** Habits asked for, or done unasked; "3 times a week" counts on the days it was done */
    due: number | null
    /** Of these, done */
    done: number | null
    /** Percent of the habits that were due */
    rate: number | null
  }>
  /** Days one after the other on which something was done */
  streak: {
    /** Up to `to`; a present day that is still empty breaks nothing */
    current: number
    /** In the 400 days up to `to` */
    longest: number
    /** Within the span */
    activeDays: number
  }
}

export interface HabitComparison {
  theirs: {
    name: string
    /** What was agreed on, and nothing else */
    figures: Record<string, number>
  }
  yours: {
    name: string
    /** What was agreed on, and nothing else */
    figures: Record<string, number>
  } | null
}

export interface HabitDay {
  state?: "done" | "skipped" | "missed"
  /** Of the unit of the target */
  amount?: number | null
  note?: string | null
}

export interface HabitDesign {
  optimizedTrigger: string
  optimizedAction: string
  optimizedReward: string
  frictionStrategies: Array<{
    strategy: string
    implementation: string
    effectiveness: "low" | "medium" | "high"
  }>
  targetFrequency: {
    times: number
    days: number
  }
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface HabitDraft {
  habitId?: string
  name?: string
  kind?: "build" | "maintain" | "reduce" | "quit"
  cue?: string
  routine?: string
  reward?: string
  target?: {
    unit: string
    amount: number
  }
}

export interface HabitHeatmap {
  year: number
  days: Array<{
    date: string
    state: "met" | "unmet" | "skipped" | "off" | "paused" | "not_due" | "pending"
    amount: number | null
    level: number
  }>
}

export interface HabitInQuestion {
  habitId: string
}

export interface HabitLog {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  habitId: string
  /** Your local day */
  date: string
  state: "done" | "skipped" | "missed"
  amount: number | null
  note: string | null
}

/** Of several rows for one day the last one counts, as if they had been sent one after the other */
export interface HabitLogImport {
  logs: Array<{
    state?: "done" | "skipped" | "missed"
    /** Of the unit of the target */
    amount?: number | null
    note?: string | null
    date: string
  }>
}

export interface HabitLogPage {
  items: Array<HabitLog>
  nextCursor: string | null
}

export interface HabitLogPatch {
  state?: "done" | "skipped" | "missed"
  amount?: number | null
  note?: string | null
}

export interface HabitLogResults {
  results: Array<{
    /** Null when the row names none */
    date: string | null
    status: "created" | "updated" | "unchanged" | "refused"
    id: string | null
    error: string | null
  }>
}

export interface HabitPage {
  items: Array<Habit>
  nextCursor: string | null
}

export interface HabitPatch {
  name?: string
  description?: string | null
  kind?: "build" | "maintain" | "reduce" | "quit"
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  schedule?: NewHabitSchedule
  target?: NewHabitTarget | null
  /** Why */
  intent?: string | null
  /** What sets it off */
  cue?: string | null
  /** What is done */
  routine?: string | null
  /** What it is good for at once */
  reward?: string | null
  /** What makes a habit to be broken harder */
  frictionUp?: string | null
  /** What makes it easier */
  frictionDown?: string | null
  /** On your wall clock, on days it is due and not logged yet */
  reminderTimes?: Array<string>
  /** Weekdays without obligation */
  offDays?: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  offDates?: Array<string>
  pauses?: Array<NewHabitPause>
  /** Today unless told */
  startDate?: string
  archived?: boolean
  goalIds?: Array<string>
}

export interface HabitPatterns {
  completionPatterns: Array<{
    kind: "weekday" | "momentum" | "trend" | "time"
    pattern: string
    /** Share of the days that show it */
    frequency: number
    context: string
    strength: "low" | "medium" | "high"
  }>
  optimalTiming: {
    /** On your wall clock */
    bestTimeOfDay: string | null
    bestDayOfWeek: "mo" | "tu" | "we" | "th" | "fr" | "sa" | "su" | null
    reasoning: string
  }
  /** Only what chance would hardly do */
  correlations: Array<{
    /** The other habit; null for what the logbook says */
    habitId: string | null
    factor: string
    impact: "positive" | "negative"
    /** Correlation of the days */
    strength: number
    days: number
    insights: string
  }>
  recommendations: Array<string>
  /** Low where there is little to go by */
  confidence: number
}

export interface HabitPause {
  from: string
  to: string | null
}

export interface HabitSchedule {
  kind: "times_per" | "weekdays" | "rrule"
  times?: number
  days?: number
  weekdays?: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  rrule?: string
}

export interface HabitStacks {
  stackSuggestions: Array<{
    existingHabitId: string
    existingHabit: string
    newHabitId: string
    newHabit: string
    stackingPattern: string
    rationale: string
    /** By how far apart they are usually done */
    difficulty: "easy" | "moderate" | "challenging"
  }>
  timingRecommendations: Array<{
    timeOfDay: "morning" | "midday" | "afternoon" | "evening" | "night"
    habitIds: Array<string>
    habits: Array<string>
    reasoning: string
  }>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface HabitStats {
  currentStreak: number
  longestStreak: number
  streakUnit: "day" | "week" | "period"
  /** 0 to 1: Loop Habit Tracker's score */
  strength: number
  /** 0 to 100 */
  completionRate: number
  /** 0 to 100 */
  consistency: number
  /** Days on which it was done */
  total: number
  totalAmount: number | null
  last7Days: number
  last30Days: number
  lastDoneOn: string | null
  /** What the habit has earned */
  points: number
  /** How much there is to go by */
  readiness: "starter" | "established" | "strong_signal"
}

export interface HabitSuggestion {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  frequency: "daily" | "weekly"
  weekday: "mo" | "tu" | "we" | "th" | "fr" | "sa" | "su" | null
  /** On your wall clock */
  timeOfDay: string
  /** 0 to 1 */
  confidence: number
  /** What it was noticed by */
  samples: Array<string>
  status: "open" | "accepted" | "dismissed"
  /** The habit that accepting it made */
  habitId: string | null
}

export interface HabitSuggestionPage {
  items: Array<HabitSuggestion>
  nextCursor: string | null
}

export interface HabitTarget {
  unit: string
  amount: number
  type: "at_least" | "at_most"
}

export interface HabitsToday {
  date: string
  items: Array<{
    habitId: string
    name: string
    kind: "build" | "maintain" | "reduce" | "quit"
    /** Asked of you today; for "3 times a week" until the week has its three */
    due: boolean
    state: "pending" | "skipped" | "off" | "paused" | "not_due" | "done" | "missed"
    amount: number | null
    target: HabitTarget | null
    /** Where the present week or period stands, for schedules such as "3 times a week" */
    period: {
      done: number
      needed: number
      from: string
      to: string
    } | null
  }>
}

export interface Heard {
  text: string
  language: string | null
  durationSeconds: number
  segments: Array<{
    text: string
    startSeconds: number
    endSeconds: number
  }>
  noSpeech: boolean
  meta: {
    provider: string | null
    model: string | null
  }
}

export interface HistoryEntry {
  /** The change's number in your feed: `POST /api/changes/{seq}/undo` undoes it */
  seq: number
  op: "create" | "update" | "delete" | "restore"
  at: string
  /** `user` for you in person; otherwise who acted for you: `api_key:<id>`, `client:<id>`, `job:<name>`, `assistant:<action>`, `support:<user>` */
  actor: string
  /** Fields that it changed; for `create` the ones that were set */
  changes: Array<{
    field: string
    from: unknown
    to: unknown
  }>
}

export interface HistoryPage {
  items: Array<HistoryEntry>
  nextCursor: string | null
}

export interface Import {
  id: string
  createdAt: string
  source: "almanac" | "todoist" | "ticktick" | "loop" | "day_one"
  name: string
  bytes: number
  conflicts: "skip" | "overwrite"
  /** `checked` waits to be applied; `refused` has problems, and nothing of it was taken in */
  state: "checking" | "checked" | "refused" | "applying" | "done" | "failed"
  totalRows: number
  /** How many have been looked at */
  rows: number
  /** Before it is applied: what would come of it. After: what came of it */
  report: {
    tables: Array<{
      name: string
      rows: number
      created: number
      /** Here already */
      present: number
      /** Of those */
      overwritten: number
    }>
    leftOut: Array<{
      name: string
      rows: number
      why: string
    }>
    /** Whose bytes come along */
    files: number
    /** Of the history */
    changes: number
    problems: Array<{
      where: string
      line: number | null
      message: string
    }>
  } | null
  finishedAt: string | null
  /** When the file and this are forgotten */
  expiresAt: string
}

export interface ImportForm {
  /** At most 2 GB */
  file: Blob
  /** Who made the file: an Almanac (zip), Todoist (CSV of a project), TickTick (CSV backup), Loop Habit Tracker (zip of CSV), Day One (zip of JSON) */
  source?: "almanac" | "todoist" | "ticktick" | "loop" | "day_one"
  /** What becomes of items that are here already and differ: they stay, or are written anew */
  conflicts?: "skip" | "overwrite"
}

export interface ImportedCalendar {
  imported: number
  updated: number
  refusedCount: number
  /** The first 100 events that stay out, each with its reason */
  refused: Array<{
    uid: string
    title: string
    reason: string
  }>
}

export interface ImportedCsv {
  dryRun: boolean
  created: number
  updated: number
  superseded: number
  refused: number
  results: Array<{
    /** `superseded`: a later row of this call has the same externalId and wins */
    status: "created" | "updated" | "superseded" | "refused"
    /** Null when it was refused */
    id: string | null
    error: string | null
    /** Of the file, from 1 */
    line: number
  }>
}

export interface ImportedFlashcards {
  created: number
  updated: number
  unchanged: number
  refused: number
  results: Array<{
    /** On which the row ends */
    line: number
    status: "created" | "updated" | "unchanged" | "refused"
    id: string | null
    error: string | null
  }>
}

export interface Intent {
  type: "create_reminder" | "list_reminders" | "update_reminder" | "cancel_reminder" | "create_note" | "find_notes" | "create_task" | "complete_task" | "list_tasks" | "create_goal" | "goal_progress" | "log_habit" | "create_habit" | "log_metric" | "schedule_event" | "check_schedule" | "add_friend" | "share_item" | "start_review" | "create_course" | "journal_entry" | "ask_weather" | "general_question" | "chit_chat"
  confidence: number
  entities: IntentEntities
  text: string
}

export interface IntentEntities {
  title: string | null
  date: string | null
  /** HH:mm on the wall clock */
  time: string | null
  /** The instant of date and time */
  at: string | null
  /** The zone in which date and time are meant */
  timezone: string | null
  /** The first of the days that it is about, as in "this week" */
  from: string | null
  to: string | null
  recurrence: {
    rrule: string
    anchor: "due" | "completion"
    skipDates: Array<string>
  } | null
  target: {
    times: number
    days: number
  } | null
  durationMinutes: number | null
  priority: "p1" | "p2" | "p3" | "p4" | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags: Array<string>
  person: string | null
  place: string | null
  amount: number | null
  unit: string | null
  metric: string | null
  habit: string | null
  /** What is looked for or asked */
  query: string | null
}

export interface Invoice {
  id: string
  number: string | null
  status: string | null
  currency: string
  amountDueCents: number
  amountPaidCents: number
  createdAt: string
  periodStart: string
  periodEnd: string
  /** Its page at Stripe */
  url: string | null
  pdfUrl: string | null
}

export interface InvoicePage {
  items: Array<Invoice>
  nextCursor: string | null
}

export interface JobQueue {
  queue: string
  waiting: number
  active: number
  /** Failed for good, and not sent again yet */
  deadLetters: number
  /** Since the longest due one was due; 0 when none is */
  oldestWaitingSeconds: number
}

export interface JobQueues {
  items: Array<JobQueue>
}

export interface JournalEntry {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  /** The day of yours that it is about */
  date: string
  /** Where you were */
  zone: string
  writtenAt: string
  title: string | null
  /** Markdown */
  text: string
  /** From 1 to 10 */
  mood: number | null
  /** Your own word for it */
  moodLabel: string | null
  tags: Array<string>
  /** Never sent to a model and never indexed for search */
  isPrivate: boolean
  /** The question that it answers */
  promptId: string | null
  /** What you kept of an answer about it */
  feedback: string | null
}

export interface JournalEntryInQuestion {
  entryId: string
}

export interface JournalEntryPatch {
  /** Your day when it was written, when absent */
  date?: string
  /** Your own when absent */
  zone?: string
  /** Now when absent; devices that were offline say when it was */
  writtenAt?: string
  title?: string | null
  text?: string
  /** From 1 to 10 */
  mood?: number | null
  moodLabel?: string | null
  tags?: Array<string>
  /** true unless told: never sent to a model and never indexed for search */
  isPrivate?: boolean
  promptId?: string | null
  feedback?: string | null
}

export interface JournalFeedback {
  reflection: string
  /** Words of feeling that the entry names */
  feelings: Array<string>
  question: string | null
  /** Computed, whoever writes the words */
  moods: {
    entry: number | null
    /** Of the thirty days before, without this day */
    mean30Days: number | null
    difference: number | null
    /** How days with the same tags were */
    tags: Array<{
      tag: string
      entries: number
      mood: number | null
    }>
  }
  /** Whom to call, when the entry has words of crisis; nothing is asked of a model then */
  help: {
    message: string
    lines: Array<{
      country: string | null
      name: string
      phone: string | null
      url: string
    }>
  } | null
}

export interface JournalPage {
  items: Array<JournalEntry>
  nextCursor: string | null
}

export interface JournalPrompt {
  id: string
  text: string
  /** For hard days, for good ones, or for any */
  tone: "hard" | "any" | "good"
  /** Where the exercise comes from */
  source: string
}

export interface JournalPromptList {
  items: Array<JournalPrompt>
}

export interface JournalStats {
  from: string
  to: string
  entries: number
  days: number
  /** Mean of the moods given, from 1 to 10 */
  mood: number | null
  byMood: Array<{
    mood: number
    entries: number
  }>
  byWeekday: Array<{
    weekday: "mo" | "tu" | "we" | "th" | "fr" | "sa" | "su"
    entries: number
    /** Mean of the moods given, from 1 to 10 */
    mood: number | null
  }>
  /** The twenty most used */
  byLabel: Array<{
    label: string
    entries: number
    /** Mean of the moods given, from 1 to 10 */
    mood: number | null
  }>
  /** The twenty most used */
  byTag: Array<{
    tag: string
    entries: number
    /** Mean of the moods given, from 1 to 10 */
    mood: number | null
  }>
  streak: JournalStreak
}

export interface JournalStreak {
  /** Days in a row up to today, or yesterday while today is open */
  current: number
  longest: number
  /** Days with an entry */
  totalDays: number
  wroteToday: boolean
}

export interface JwkSet {
  keys: Array<{
    kty: string
    crv: string
    x: string
    y: string
    kid: string
    alg: string
    use: string
  }>
}

export interface LearningAnalytics {
  from: string
  to: string
  granularity: "day" | "week" | "month"
  timezone: string
  totals: {
    /** Whole minutes of studying, with the timer or written down */
    studyMinutes: number | null
    /** Sessions of it, each on every day that it touched */
    studySessions: number | null
    /** Flashcards answered */
    cardsReviewed: number | null
    /** Of these, for the first time */
    newCards: number | null
    /** Whole minutes of answering them */
    reviewMinutes: number | null
    /** Percent of the answers that were right */
    recalled: number | null
    /** Topics of courses completed */
    topicsCompleted: number | null
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    studyMinutes: number | null
    studySessions: number | null
    cardsReviewed: number | null
    newCards: number | null
    reviewMinutes: number | null
    recalled: number | null
    topicsCompleted: number | null
  }
  /** As many days before the first one */
  previous: {
    from: string
    to: string
    totals: {
      /** Whole minutes of studying, with the timer or written down */
      studyMinutes: number | null
      /** Sessions of it, each on every day that it touched */
      studySessions: number | null
      /** Flashcards answered */
      cardsReviewed: number | null
      /** Of these, for the first time */
      newCards: number | null
      /** Whole minutes of answering them */
      reviewMinutes: number | null
      /** Percent of the answers that were right */
      recalled: number | null
      /** Topics of courses completed */
      topicsCompleted: number | null
    }
  }
  /** Against the previous period */
  change: {
    studyMinutes: {
      absolute: number | null
      percent: number | null
    }
    studySessions: {
      absolute: number | null
      percent: number | null
    }
    cardsReviewed: {
      absolute: number | null
      percent: number | null
    }
    newCards: {
      absolute: number | null
      percent: number | null
    }
    reviewMinutes: {
      absolute: number | null
      percent: number | null
    }
    recalled: {
      absolute: number | null
      percent: number | null
    }
    topicsCompleted: {
      absolute: number | null
      percent: number | null
    }
  }
  /** Every day, week or month of the span */
  series: Array<{
    from: string
    to: string
    /** Whole minutes of studying, with the timer or written down */
    studyMinutes: number | null
    /** Sessions of it, each on every day that it touched */
    studySessions: number | null
    /** Flashcards answered */
    cardsReviewed: number | null
    /** Of these, for the first time */
    newCards: number | null
    /** Whole minutes of answering them */
    reviewMinutes: number | null
    /** Percent of the answers that were right */
    recalled: number | null
    /** Topics of courses completed */
    topicsCompleted: number | null
  }>
  /** Days one after the other on which something was done */
  streak: {
    /** Up to `to`; a present day that is still empty breaks nothing */
    current: number
    /** In the 400 days up to `to` */
    longest: number
    /** Within the span */
    activeDays: number
  }
}

export interface ListedNote {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  summary: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags: Array<string>
  sourceUrl: string | null
  isPinned: boolean
  isFavorite: boolean
  isArchived: boolean
  /** Files attached to it */
  fileIds: Array<string>
  /** The recording that it was spoken in */
  audioFileId: string | null
  audioSeconds: number | null
  /** Of a voice note. `unavailable`: nobody here could write it down; ask again later */
  transcriptStatus: "done" | "no_speech" | "unavailable" | null
  /** The course that it was taken on */
  courseId: string | null
  /** The topic of that course */
  topicId: string | null
  /** How its content begins */
  excerpt: string
}

export interface LogIn {
  email: string
  password: string
  /** The code of the authenticator app, or a recovery code */
  totp?: string
}

export interface LogOut {
  /** Ends its session; without one the session of the access token ends */
  refreshToken?: string
  /** Ends every session of this person */
  everywhere?: boolean
}

export interface LogbookConnections {
  /** Items that it is about and does not link yet */
  suggestedConnections: Array<{
    entityType: "task" | "project" | "goal" | "habit" | "metric"
    entityId: string
    entityTitle: string
    relevance: number
    reasoning: string
  }>
  missingContext: Array<string>
  /** Other entries of the last half year that are about the same */
  relatedDays: Array<{
    date: string
    entryId: string
    similarity: number
    commonThemes: Array<string>
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface LogbookEntry {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  /** The day of yours that it is about */
  date: string
  title: string
  /** Markdown */
  text: string
  mood: "low" | "steady" | "high" | null
  /** From 1 to 10 */
  energy: number | null
  /** Items of yours that it is about; one may have been deleted since */
  links: Array<{
    entity: string
    entityId: string
  }>
}

export interface LogbookEntryPatch {
  /** Your today when absent */
  date?: string
  title?: string
  text?: string
  mood?: "low" | "steady" | "high" | null
  energy?: number | null
  /** Items of yours of any kind */
  links?: Array<{
    entity: string
    entityId: string
  }>
}

export interface LogbookPage {
  items: Array<LogbookEntry>
  nextCursor: string | null
}

export interface LogbookPatterns {
  patterns: Array<{
    pattern: string
    /** Share of the days that show it */
    frequency: number
    significance: "low" | "medium" | "high"
    examples: Array<string>
    insights: string
  }>
  trends: {
    /** Unknown with fewer than eight days */
    energyTrend: "rising" | "stable" | "falling" | "unknown"
    /** Unknown with fewer than eight days */
    moodTrend: "rising" | "stable" | "falling" | "unknown"
    /** Unknown with fewer than eight days */
    productivityTrend: "rising" | "stable" | "falling" | "unknown"
  }
  /** Only what chance would hardly do, over everything that was compared */
  correlations: Array<{
    factor1: string
    factor2: string
    relationship: "positive" | "negative"
    /** Pearson’s r */
    strength: number
    days: number
  }>
  recommendations: Array<string>
  daysWritten: number
  /** Low where there is little to go by */
  confidence: number
}

export interface LogbookSentiment {
  /** Null when no entry has a word that can be rated */
  overallSentiment: "very_negative" | "negative" | "neutral" | "positive" | "very_positive" | null
  /** Mean of the entries by VADER, a list of rated English words with rules; not by a model */
  sentimentScore: number | null
  entriesRead: number
  /** Those with a rated word */
  entriesRated: number
  emotionalThemes: Array<{
    theme: string
    frequency: "rare" | "occasional" | "frequent"
    entries: number
    /** Mean of the entries that speak of it */
    score: number
    context: string
  }>
  sentimentTrend: "improving" | "stable" | "declining" | "unknown"
  concerningPatterns: Array<{
    kind: "low_run" | "falling"
    pattern: string
    severity: "low" | "medium" | "high"
    suggestion: string
  }>
  positiveMoments: Array<string>
  /** Low where there is little to go by */
  confidence: number
}

export interface LogbookSpan {
  /** First day, in your zone */
  from?: string
  /** Last day; today unless told */
  to?: string
}

export interface LoggedHabitDay {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  habitId: string
  /** Your local day */
  date: string
  state: "done" | "skipped" | "missed"
  amount: number | null
  note: string | null
  /** What this day has earned, with milestones it reached */
  points: number
  currentStreak: number
}

export interface LoggedRow {
  /** `superseded`: a later row of this call has the same externalId and wins */
  status: "created" | "updated" | "superseded" | "refused"
  /** Null when it was refused */
  id: string | null
  error: string | null
}

export interface LoggedRows {
  /** One for each row, in the order given */
  results: Array<LoggedRow>
}

export interface Memory {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  text: string
  kind: "identity" | "health" | "preference" | "relationship" | "routine" | "goal" | "instruction" | "other"
  /** Where it is told: in every conversation, in one of them, or by one personality */
  scope: "all" | "conversation" | "personality"
  conversationId: string | null
  personality: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  /** `user`: you wrote it down; `message`: you said it in a conversation */
  source: "user" | "message"
  sourceMessageId: string | null
  sourceConversationId: string | null
  /** From 0 to 1 */
  confidence: number
  /** From then on it is not told any more */
  expiresAt: string | null
  /** When the assistant was last told */
  lastUsedAt: string | null
}

export interface MemoryPage {
  items: Array<Memory>
  nextCursor: string | null
}

export interface MemoryPatch {
  text?: string
  kind?: "identity" | "health" | "preference" | "relationship" | "routine" | "goal" | "instruction" | "other"
  /** Where it is told: in every conversation, in one of them, or by one personality */
  scope?: "all" | "conversation" | "personality"
  /** With the scope `conversation` */
  conversationId?: string | null
  /** With the scope `personality` */
  personality?: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  expiresAt?: string | null
}

export interface Metric {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  description: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  unit: string | null
  direction: "higher" | "lower" | "target"
  target: number | null
  thresholdLow: number | null
  thresholdHigh: number | null
  /** Where improvement counts from; null means the first log */
  baseline: number | null
  frequency: "daily" | "weekly" | "monthly"
  source: "manual" | "app" | "device"
  status: "active" | "paused" | "archived"
  tags: Array<string>
  goalIds: Array<string>
  /** Of the latest log */
  currentValue: number | null
  currentAt: string | null
  /** Of the log before the latest */
  previousValue: number | null
  logCount: number
}

export interface MetricAnalytics {
  trend: MetricTrend
  progress: MetricProgress
  streak: MetricStreak
  /** Mean of the seven days that end there, for the last ninety days */
  movingAverage: Array<{
    date: string
    value: number
  }>
  /** From three logs on */
  forecast: MetricForecast | null
  /** Logs that stand out, newest first, fifty at most: |z| ≥ 2, or modified |z| > 3.5 */
  anomalies: Array<{
    loggedAt: string
    value: number
    zScore: number
    modifiedZScore: number
    severity: "low" | "medium" | "high"
  }>
}

export interface MetricAnomalies {
  isAnomaly: boolean
  /** `gap`: nothing was logged for long; `shift`: the last five days are all on one side */
  anomalyType: "spike" | "drop" | "gap" | "shift" | null
  severity: "low" | "medium" | "high" | null
  latest: {
    value: number
    loggedAt: string
  } | null
  /** By the logs before the latest; null with fewer than eight */
  expectedRange: {
    min: number
    max: number
  } | null
  /** Logs that stand out, newest first */
  recent: Array<{
    loggedAt: string
    value: number
    severity: "low" | "medium" | "high"
  }>
  possibleCauses: Array<string>
  recommendations: Array<string>
  requiresAttention: boolean
  /** Low where there is little to go by */
  confidence: number
}

export interface MetricComparison {
  /** Until today */
  current: {
    from: string
    to: string
    logs: number
    /** Of the days’ means */
    mean: number | null
    sum: number
    min: number | null
    max: number | null
  }
  previous: {
    from: string
    to: string
    logs: number
    /** Of the days’ means */
    mean: number | null
    sum: number
    min: number | null
    max: number | null
  }
  /** Of the means */
  change: number | null
  changePercent: number | null
  direction: "improving" | "declining" | "stable"
}

export interface MetricCorrelation {
  metricId: string
  name: string
  otherMetricId: string
  otherName: string
  /** The other’s value is that of so many days later */
  lagDays: number
  /** Days on which both are known */
  n: number
  pearson: Coefficient
  spearman: Coefficient
  direction: "positive" | "negative"
  strength: "strong" | "moderate" | "weak"
  /** Both q are at most 0.05 */
  isSignificant: boolean
  text: string
}

export interface MetricCorrelations {
  items: Array<MetricCorrelation>
  /** How many metrics were compared */
  metrics: number
  /** How many pairs and lags were tested */
  tested: number
}

/** A CSV text of at most 2 MB and 10,000 rows with a header; send it as text/csv, or within JSON */
export interface MetricCsv {
  csv: string
}

/** The least-squares line with its 95 % prediction interval */
export interface MetricForecast {
  /** Thirty days from today */
  date: string
  value: number
  /** Below it falls one value in forty, if things go on as they did */
  low: number
  high: number
  /** Share of the variation that the line explains, 0 to 1 */
  r2: number
}

export interface MetricHealth {
  /** 0 to 100: half tracking, three tenths progress, a fifth trend; null without a log */
  healthScore: number | null
  status: "excellent" | "good" | "concerning" | "critical" | "unknown"
  alerts: Array<{
    kind: "no_logs" | "threshold" | "off_track" | "declining" | "gap" | "no_target"
    severity: "info" | "warning" | "critical"
    message: string
    recommendation: string
  }>
  trackingQuality: "excellent" | "good" | "poor" | "insufficient"
  /** Share of the spans with a log, 0 to 1 */
  coverage: number
  /** The longest first, five at most */
  dataGaps: Array<{
    from: string
    to: string
    days: number
  }>
  recommendations: Array<string>
  /** Low where there is little to go by */
  confidence: number
}

export interface MetricHeatmap {
  from: string
  to: string
  /** Days with a log, with the mean of their values; 2 when all days are the same */
  items: Array<{
    date: string
    count: number
    value: number
    intensity: number
  }>
}

export interface MetricInQuestion {
  metricId: string
}

export interface MetricLog {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  metricId: string
  value: number
  loggedAt: string
  note: string | null
  externalId: string | null
}

export interface MetricLogAnalytics {
  from: string
  to: string
  granularity: "day" | "week" | "month"
  timezone: string
  totals: {
    /** Values logged */
    logs: number | null
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    logs: number | null
  }
  /** As many days before the first one */
  previous: {
    from: string
    to: string
    totals: {
      /** Values logged */
      logs: number | null
    }
  }
  /** Against the previous period */
  change: {
    logs: {
      absolute: number | null
      percent: number | null
    }
  }
  /** Every day, week or month of the span */
  series: Array<{
    from: string
    to: string
    /** Values logged */
    logs: number | null
  }>
  /** Days one after the other on which something was done */
  streak: {
    /** Up to `to`; a present day that is still empty breaks nothing */
    current: number
    /** In the 400 days up to `to` */
    longest: number
    /** Within the span */
    activeDays: number
  }
}

export interface MetricLogPage {
  items: Array<MetricLog>
  nextCursor: string | null
}

export interface MetricLogPatch {
  value?: number
  /** When it was measured; now unless said, and not after today */
  loggedAt?: string
  note?: string | null
  /** What you call it: sending it again changes the log */
  externalId?: string | null
}

export interface MetricLogging {
  value?: number
  /** When it was measured; now unless said, and not after today */
  loggedAt?: string
  note?: string | null
  /** What you call it: sending it again changes the log */
  externalId?: string | null
  /** Many at once, instead of one. Each is judged by itself. */
  logs?: Array<{
    value: number
    /** When it was measured; now unless said, and not after today */
    loggedAt?: string
    note?: string | null
    /** What you call it: sending it again changes the log */
    externalId?: string | null
  }>
}

export interface MetricMilestone {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  metricId: string
  type: "target_reached" | "streak" | "improvement" | "consistency"
  /** The target, the days, or the percent */
  value: number
  achievedAt: string
  pointsAwarded: number
}

export interface MetricMilestonePage {
  items: Array<MetricMilestone>
  nextCursor: string | null
}

export interface MetricPage {
  items: Array<Metric>
  nextCursor: string | null
}

export interface MetricPatch {
  name?: string
  description?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  unit?: string | null
  /** Which way is good; `higher` unless said */
  direction?: "higher" | "lower" | "target"
  target?: number | null
  /** A value below it is an alert */
  thresholdLow?: number | null
  /** A value above it is an alert */
  thresholdHigh?: number | null
  /** Where improvement counts from; the first log unless said */
  baseline?: number | null
  frequency?: "daily" | "weekly" | "monthly"
  source?: "manual" | "app" | "device"
  status?: "active" | "paused" | "archived"
  tags?: Array<string>
  goalIds?: Array<string>
}

export interface MetricPatterns {
  summary: string
  patterns: Array<{
    type: "trend" | "plateau" | "cycle" | "spike" | "correlation"
    description: string
    significance: "low" | "medium" | "high"
    startDate: string | null
    endDate: string | null
    /** Days or logs it rests on */
    dataPoints: number
    insights: string
    recommendations: Array<string>
  }>
  overallTrend: "improving" | "stable" | "declining" | "unknown"
  /** Low where there is little to go by */
  confidence: number
}

export interface MetricProgress {
  current: number | null
  target: number | null
  /** 0 to 100; 0 without a target or a log */
  percent: number
  remaining: number | null
  /** Within a fifth of the target (a tenth where closeness is the aim), or no target */
  isOnTrack: boolean
  /** Within a tenth of the target: a goal counts the metric as done */
  isAtTarget: boolean
  status: "no_target" | "no_data" | "reached" | "on_track" | "at_risk" | "stalled"
  /** The threshold that the latest value is beyond */
  alert: "below_threshold" | "above_threshold" | null
  /** When the forecast’s line meets the target, within ten years */
  expectedOn: string | null
}

/** Days of yours in a row with a log; today may still come */
export interface MetricStreak {
  current: number
  longest: number
  lastLoggedOn: string | null
}

export interface MetricSuggestions {
  metrics: Array<{
    /** One that you have, to be linked; null for a new one */
    metricId: string | null
    name: string
    description: string
    unit: string | null
    direction: "higher" | "lower" | "target"
    /** Only what the goal or your metric says itself */
    targetValue: number | null
    frequency: "daily" | "weekly" | "monthly"
    reasoning: string
  }>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface MetricTargetAdvice {
  recommendedTarget: number | null
  /** Median of the last eight days with a value */
  currentValue: number | null
  reasoning: string
  achievability: "easy" | "moderate" | "challenging" | "stretch" | null
  timeframeDays: number | null
  milestones: Array<{
    value: number
    date: string
    description: string
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface MetricTrend {
  current: number | null
  previous: number | null
  change: number | null
  /** Of the previous value’s size; 0 when that is 0 */
  changePercent: number | null
  /** Change per day between the last two logs, with one day at least */
  velocity: number | null
  /** Velocity less that of the step before */
  acceleration: number | null
  /** Whether the last step was a good one for this metric */
  direction: "improving" | "declining" | "stable"
}

export interface ModuleInCourse {
  title: string
  description?: string | null
  /** Right after this one; null is the first place, and the last unless said */
  afterId?: string | null
}

export interface ModuleMove {
  /** Right after this one; null is the first place */
  afterId: string | null
}

export interface MoodAnalytics {
  from: string
  to: string
  granularity: "day" | "week" | "month"
  timezone: string
  totals: {
    /** Entries in the logbook */
    entries: number | null
    /** Entries in a low mood */
    low: number | null
    /** Entries in a steady mood */
    steady: number | null
    /** Entries in a high mood */
    high: number | null
    /** Mean mood: low is 1, steady 2, high 3 */
    mood: number | null
    /** Mean energy, 1 to 10 */
    energy: number | null
    /** Entries in the journal; private ones count for you in person alone */
    journalEntries: number | null
    /** Mean mood of the journal, 1 to 10 */
    journalMood: number | null
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    entries: number | null
    low: number | null
    steady: number | null
    high: number | null
    mood: number | null
    energy: number | null
    journalEntries: number | null
    journalMood: number | null
  }
  /** As many days before the first one */
  previous: {
    from: string
    to: string
    totals: {
      /** Entries in the logbook */
      entries: number | null
      /** Entries in a low mood */
      low: number | null
      /** Entries in a steady mood */
      steady: number | null
      /** Entries in a high mood */
      high: number | null
      /** Mean mood: low is 1, steady 2, high 3 */
      mood: number | null
      /** Mean energy, 1 to 10 */
      energy: number | null
      /** Entries in the journal; private ones count for you in person alone */
      journalEntries: number | null
      /** Mean mood of the journal, 1 to 10 */
      journalMood: number | null
    }
  }
  /** Against the previous period */
  change: {
    entries: {
      absolute: number | null
      percent: number | null
    }
    low: {
      absolute: number | null
      percent: number | null
    }
    steady: {
      absolute: number | null
      percent: number | null
    }
    high: {
      absolute: number | null
      percent: number | null
    }
    mood: {
      absolute: number | null
      percent: number | null
    }
    energy: {
      absolute: number | null
      percent: number | null
    }
    journalEntries: {
      absolute: number | null
      percent: number | null
    }
    journalMood: {
      absolute: number | null
      percent: number | null
    }
  }
  /** Every day, week or month of the span */
  series: Array<{
    from: string
    to: string
    /** Entries in the logbook */
    entries: number | null
    /** Entries in a low mood */
    low: number | null
    /** Entries in a steady mood */
    steady: number | null
    /** Entries in a high mood */
    high: number | null
    /** Mean mood: low is 1, steady 2, high 3 */
    mood: number | null
    /** Mean energy, 1 to 10 */
    energy: number | null
    /** Entries in the journal; private ones count for you in person alone */
    journalEntries: number | null
    /** Mean mood of the journal, 1 to 10 */
    journalMood: number | null
  }>
  /** Days one after the other on which something was done */
  streak: {
    /** Up to `to`; a present day that is still empty breaks nothing */
    current: number
    /** In the 400 days up to `to` */
    longest: number
    /** Within the span */
    activeDays: number
  }
}

export interface MoodCalendar {
  from: string
  to: string
  /** Days with entries, in order */
  items: Array<{
    date: string
    /** Mean of the moods given, from 1 to 10 */
    mood: number | null
    labels: Array<string>
    entries: number
  }>
}

export interface MoonOfDay {
  phase: "new_moon" | "waxing_crescent" | "first_quarter" | "waxing_gibbous" | "full_moon" | "waning_gibbous" | "last_quarter" | "waning_crescent"
  /** 0 new, 90 first quarter, 180 full */
  angle: number
  /** Part of the disc that is lit, 0 to 1 */
  illumination: number
  next: Array<{
    phase: "new_moon" | "waxing_crescent" | "first_quarter" | "waxing_gibbous" | "full_moon" | "waning_gibbous" | "last_quarter" | "waning_crescent"
    at: string
  }>
  /** At the place, on that day */
  here: {
    rise: string | null
    set: string | null
    /** Degrees above the horizon */
    altitude: number
  } | null
}

export interface NewAdjustment {
  /** Points to add, or (below zero) to take away */
  amount: number
  description: string
  entity?: string | null
  entityId?: string | null
}

export interface NewAffirmation {
  text: string
  category?: "self_worth" | "confidence" | "calm" | "gratitude" | "health" | "relationships" | "work" | "growth" | "other"
  isFavorite?: boolean
  isActive?: boolean
  source?: "own" | "generated"
  /** A goal of yours that it is about */
  goalId?: string | null
}

export interface NewApiKey {
  name: string
  /** `<collection>:read`, `<collection>:write`, or `*` for everything */
  scopes: Array<string>
  /** Days until the key expires */
  expiresInDays?: number
}

export interface NewAutomation {
  name: string
  prompt: string
  start: {
    local: string
    zone?: string | null
  }
  /** RFC 5545 RRULE without DTSTART */
  recurrence: {
    rrule: string
    skipDates?: Array<string>
  }
  mode?: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  isActive?: boolean
  channels?: Array<"in_app" | "web_push" | "mobile_push" | "email" | "ntfy" | "webhook"> | null
}

export interface NewBlockRecurrence {
  rrule: string
  anchor?: "due"
  skipDates?: Array<string>
}

export interface NewCalendarFeed {
  url: string
  createdAt: string
}

export interface NewCalendarSubscription {
  /** An iCalendar file of at most 5 MB and 5,000 events on a public address */
  url: string
  /** The host unless told */
  name?: string
}

export interface NewCatalogueResource {
  title: string
  description?: string | null
  type: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"
  url: string
  source?: string | null
  difficulty?: "beginner" | "intermediate" | "advanced" | "expert" | null
  estimatedMinutes?: number | null
  thumbnailUrl?: string | null
  topics?: Array<string>
  /** As somebody outside rates it */
  externalRating?: number | null
}

export type NewChannel = {
  kind: "email"
  name?: string
} | {
  kind: "ntfy"
  name?: string
  /** The topic: https://ntfy.sh/mytopic */
  url: string
  /** What ntfy asks for on a protected topic */
  accessToken?: string | null
} | {
  kind: "webhook"
  name?: string
  url: string
}

export interface NewChatMessage {
  content: string
  /** Which message it follows. Absent: the end of the branch being read. Null: begins anew */
  parentId?: string | null
  /** What is on the screen. Content for the answer, never an instruction */
  context?: ChatPageContext
}

export interface NewCheckout {
  plan: "premium_monthly" | "premium_yearly"
  /** Where to go when it is paid: on this server, or an app in CORS_ORIGINS */
  successUrl?: string
  /** Where to go otherwise */
  cancelUrl?: string
}

export interface NewConversation {
  title?: string | null
  mode?: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  pinned?: boolean
  archived?: boolean
}

export interface NewCourse {
  title: string
  description?: string | null
  difficulty?: "beginner" | "intermediate" | "advanced" | "expert"
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags?: Array<string>
  targetDate?: string | null
  /** The server knows itself what the assistant made: `false` unsays nothing */
  isAiGenerated?: boolean
  isArchived?: boolean
}

export interface NewDailyMessageSlot {
  kind: "motivation" | "reflection" | "affirmation" | "check_in"
  time: string
  /** Every day unless told */
  weekdays?: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  isActive?: boolean
  channels?: Array<"in_app" | "web_push" | "mobile_push" | "email" | "ntfy" | "webhook"> | null
}

export interface NewDeckCard {
  /** Markdown */
  front: string
  /** Markdown */
  back: string
  hint?: string | null
  tags?: Array<string>
  /** Any id of your choice: cards that share it ask the same from several sides, and come on different days */
  groupId?: string | null
  /** New cards come from the lowest, then the oldest */
  position?: number
  isSuspended?: boolean
  /** Not asked before this day of yours */
  buriedUntil?: string | null
}

export type NewDevice = {
  kind: "web_push"
  /** What the browser's `pushManager.subscribe` answers, as JSON */
  subscription: {
    endpoint: string
    expirationTime?: number | null
    keys: {
      p256dh: string
      auth: string
    }
  }
  platform?: "ios" | "android" | "web" | null
  name?: string | null
} | {
  kind: "fcm"
  token: string
  platform?: "ios" | "android" | "web" | null
  name?: string | null
} | {
  kind: "expo"
  token: string
  platform?: "ios" | "android" | "web" | null
  name?: string | null
}

export interface NewFlashcardBacklogPlan {
  /** This deck and its parts; all decks when absent */
  deckId?: string | null
  perDay: number
}

export interface NewFlashcardDeck {
  name: string
  description?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags?: Array<string>
  /** The deck it is part of */
  parentDeckId?: string | null
  /** Decks are listed from the lowest */
  position?: number
  /** How likely a card shall be remembered when it is asked. Counts from its next review */
  desiredRetention?: number
  /** New cards of this deck on a day of yours */
  newPerDay?: number
  reviewsPerDay?: number
  maximumIntervalDays?: number
  /** How long after which a card in learning is asked again */
  learningSteps?: Array<string>
  /** The same for a card that was forgotten */
  relearningSteps?: Array<string>
  /** The 21 parameters of FSRS-6; null for those it comes with */
  parameters?: Array<number> | null
  /** Forgotten so often, a card is a leech; null for never */
  leechLapses?: number | null
  /** A leech gets the tag `leech`; `suspend` also takes it out of the queue */
  leechAction?: "suspend" | "tag"
  /** Easy days: how much of a usual day each weekday takes, Monday first; 0 is none where another day will do. Null for those of your preferences */
  weekdayWeights?: Array<number> | null
  /** Of the days that a card may fall on, choose those more often on which few are due */
  balancesLoad?: boolean
}

export interface NewFlashcardImport {
  /** An upload: an `.apkg` of any version of Anki since 2.0 */
  fileId: string
  /** Its decks become parts of this one; decks of their own when absent */
  deckId?: string | null
  /** Only tell what would become of it */
  dryRun?: boolean
  /** With the history of reviews, and what is known of each card; else every card begins anew */
  withReviews?: boolean
}

export interface NewFlashcardOptimization {
  /** For this deck and its parts; for all decks when absent */
  deckId?: string | null
  /** Take them over when they foretell better, without being asked */
  autoAccept?: boolean
  /** Compute the dates of all cards anew, as if they had been reviewed with these parameters all along */
  reschedule?: boolean
}

export interface NewFlashcardReview {
  rating: "again" | "hard" | "good" | "easy"
  /** When it was answered; now, when absent */
  reviewedAt?: string
  /** How long the answer took */
  durationMs?: number | null
  /** Chosen by the device: the same review sent again is recorded once */
  reviewId?: string
}

export interface NewFork {
  /** The last message that the copy has */
  messageId: string
}

export interface NewFriend {
  autoAcceptReminders?: boolean
  autoAcceptNotes?: boolean
  autoAcceptOthers?: boolean
  seeHabits?: boolean
  seeGoals?: boolean
  mayNudge?: boolean
  email: string
  message?: string | null
}

export interface NewFriendLink {
  expiresInHours?: number
  /** How many may use it */
  maxUses?: number
}

export interface NewGoal {
  title: string
  description?: string | null
  notes?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  /** `monthly` unless said */
  timeHorizon?: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
  priority?: "low" | "medium" | "high"
  /** `achieved` sets completedAt */
  status?: "planning" | "active" | "achieved" | "abandoned"
  startDate?: string | null
  targetDate?: string | null
  /** A goal exactly one horizon above */
  parentGoalId?: string | null
  /** The whole list, in order: with an id it is kept, without it is new, what is missing is removed. Texts will do. */
  successCriteria?: Array<string | {
    text?: string
    targetValue?: number | null
    metricId?: string | null
    taskId?: string | null
    isCompleted?: boolean
    /** When it was met, if not now */
    completedAt?: string | null
    id?: string
  }>
  /** Proportions; 40/30/20/10 unless said */
  weights?: {
    criteria?: number
    tasks?: number
    metrics?: number
    habits?: number
  }
  manualProgress?: number | null
  tags?: Array<string>
}

export interface NewGoalActivity {
  type?: "criterion_completed" | "task_completed" | "metric_logged" | "habit_completed" | "status_changed" | "note_added" | "progress_milestone"
  title: string
  description?: string | null
  entity?: "task" | "metric" | "habit" | "project" | null
  entityId?: string | null
}

export interface NewGoalDependency {
  dependsOnGoalId: string
  /** Days to wait after the other goal is finished */
  lagDays?: number
}

export interface NewGoalDraft {
  title: string
  /** By question; an empty answer passes it over */
  answers?: Record<string, string>
}

export interface NewHabit {
  name: string
  description?: string | null
  kind?: "build" | "maintain" | "reduce" | "quit"
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  schedule?: NewHabitSchedule
  target?: NewHabitTarget | null
  /** Why */
  intent?: string | null
  /** What sets it off */
  cue?: string | null
  /** What is done */
  routine?: string | null
  /** What it is good for at once */
  reward?: string | null
  /** What makes a habit to be broken harder */
  frictionUp?: string | null
  /** What makes it easier */
  frictionDown?: string | null
  /** On your wall clock, on days it is due and not logged yet */
  reminderTimes?: Array<string>
  /** Weekdays without obligation */
  offDays?: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  offDates?: Array<string>
  pauses?: Array<NewHabitPause>
  /** Today unless told */
  startDate?: string
  archived?: boolean
  goalIds?: Array<string>
}

export interface NewHabitPause {
  from: string
  to: string | null
}

/** Every day is 1 time per 1 day; 3 times per 7 days is any three days from Monday to Sunday; a rule counts from the start date */
export type NewHabitSchedule = {
  kind: "times_per"
  times: number
  days: number
} | {
  kind: "weekdays"
  weekdays: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
} | {
  kind: "rrule"
  rrule: string
}

/** What a day must amount to */
export interface NewHabitTarget {
  unit: string
  amount: number
  type?: "at_least" | "at_most"
}

export interface NewJournalEntry {
  /** Your day when it was written, when absent */
  date?: string
  /** Your own when absent */
  zone?: string
  /** Now when absent; devices that were offline say when it was */
  writtenAt?: string
  title?: string | null
  text?: string
  /** From 1 to 10 */
  mood?: number | null
  moodLabel?: string | null
  tags?: Array<string>
  /** true unless told: never sent to a model and never indexed for search */
  isPrivate?: boolean
  promptId?: string | null
  feedback?: string | null
}

export interface NewLogbookEntry {
  /** Your today when absent */
  date?: string
  title: string
  text?: string
  mood?: "low" | "steady" | "high" | null
  energy?: number | null
  /** Items of yours of any kind */
  links?: Array<{
    entity: string
    entityId: string
  }>
}

export interface NewMemory {
  text: string
  kind?: "identity" | "health" | "preference" | "relationship" | "routine" | "goal" | "instruction" | "other"
  /** Where it is told: in every conversation, in one of them, or by one personality */
  scope?: "all" | "conversation" | "personality"
  /** With the scope `conversation` */
  conversationId?: string | null
  /** With the scope `personality` */
  personality?: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
  expiresAt?: string | null
}

export interface NewMetric {
  name: string
  description?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  unit?: string | null
  /** Which way is good; `higher` unless said */
  direction?: "higher" | "lower" | "target"
  target?: number | null
  /** A value below it is an alert */
  thresholdLow?: number | null
  /** A value above it is an alert */
  thresholdHigh?: number | null
  /** Where improvement counts from; the first log unless said */
  baseline?: number | null
  frequency?: "daily" | "weekly" | "monthly"
  source?: "manual" | "app" | "device"
  status?: "active" | "paused" | "archived"
  tags?: Array<string>
  goalIds?: Array<string>
}

export interface NewNote {
  title: string
  /** Markdown; `[[Title]]` leads to another note */
  content?: string
  summary?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags?: Array<string>
  sourceUrl?: string | null
  isPinned?: boolean
  isFavorite?: boolean
  isArchived?: boolean
  fileIds?: Array<string>
  /** Another course than before lets go of the topic */
  courseId?: string | null
  /** Its course follows */
  topicId?: string | null
}

export interface NewOutline {
  title: string
  description?: string | null
  difficulty?: "beginner" | "intermediate" | "advanced" | "expert"
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags?: Array<string>
  targetDate?: string | null
  modules: Array<{
    title: string
    description?: string | null
    topics: Array<{
      title: string
      /** Markdown */
      content?: string
      estimatedHours?: number | null
    }>
  }>
}

export interface NewPortal {
  returnUrl?: string
}

export interface NewProject {
  name: string
  description?: string | null
  notes?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  priority?: "low" | "medium" | "high"
  /** `completed` sets completedAt */
  status?: "planning" | "active" | "on_hold" | "completed" | "cancelled"
  /** From 1, very low, to 5, very high; 3 unless said */
  impact?: number
  startDate?: string | null
  targetDate?: string | null
  tags?: Array<string>
  goalIds?: Array<string>
}

export interface NewProjectActivity {
  title: string
  description?: string | null
}

export interface NewProjectDependency {
  dependsOnProjectId: string
  /** Days to wait after the other project is finished */
  lagDays?: number
}

/** RFC 5545 RRULE without DTSTART, counted from the due date or from the day it was done */
export interface NewRecurrence {
  rrule: string
  anchor?: "due" | "completion"
  skipDates?: Array<string>
}

export interface NewReminder {
  title: string
  note?: string | null
  when: NewReminderWhen
  recurrence?: NewReminderRecurrence | null
  /** Announced so many minutes before */
  leadMinutes?: Array<number>
  /** Rings again until it is done */
  nag?: {
    everyMinutes: number
    max: number
  } | null
  channels?: Array<"in_app" | "web_push" | "fcm" | "expo" | "email" | "ntfy" | "webhook" | "mobile_push"> | null
  priority?: "p1" | "p2" | "p3" | "p4"
  category?: string | null
}

/** RFC 5545 RRULE without DTSTART; `completion` counts from the day it was done, and knows no COUNT */
export interface NewReminderRecurrence {
  rrule: string
  anchor?: "due" | "completion"
  skipDates?: Array<string>
}

/** An instant, a wall-clock time in a zone, or one wherever you are (zone null) */
export type NewReminderWhen = {
  at: string
} | {
  local: string
  zone: string | null
}

export interface NewResource {
  /** Without it the page is read, and says what it is called */
  title?: string
  description?: string | null
  type?: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"
  url: string
  source?: string | null
  difficulty?: "beginner" | "intermediate" | "advanced" | "expert" | null
  estimatedMinutes?: number | null
  thumbnailUrl?: string | null
  topics?: Array<string>
  /** 100 completes it */
  progress?: number
  /** true sets the progress to 100 */
  isCompleted?: boolean
  userRating?: number | null
  notes?: string | null
  courseId?: string | null
  topicId?: string | null
  goalId?: string | null
}

export interface NewReward {
  title: string
  description?: string | null
  category?: "quick_treat" | "daily_delight" | "weekly_reward" | "big_unlock" | "custom"
  pointCost: number
  icon?: string | null
  imageUrl?: string | null
  isAutomated?: boolean
  automationInstructions?: string | null
  /** Hours that pass before it can be redeemed again */
  cooldownHours?: number | null
  /** In a day of yours */
  maxPerDay?: number | null
  status?: "active" | "locked" | "archived"
}

export interface NewScheduleBlock {
  title: string
  description?: string | null
  location?: string | null
  type?: "focus" | "study" | "review" | "assignment" | "exam" | "meeting" | "habit" | "exercise" | "break" | "personal" | "other"
  startAt: BlockStart
  /** At most 366 days */
  durationMinutes: number
  recurrence?: NewBlockRecurrence | null
  /** Minutes before the start */
  reminderMinutes?: Array<number>
  /** True unless it is whole days */
  busy?: boolean
  completed?: boolean
  taskId?: string | null
  goalId?: string | null
  courseId?: string | null
}

export interface NewShare {
  /** What the friend may do */
  access?: "view" | "comment" | "edit"
  /** Of a habit or goal little is shown unless you say so here */
  fields?: Array<string>
  message?: string | null
  expiresAt?: string | null
  entity: "reminder" | "note" | "habit" | "goal" | "task" | "project"
  entityId: string
  /** A friend’s `friendId`; without one only links open it */
  friendId?: string | null
}

export interface NewShareComment {
  text: string
}

export interface NewShareLink {
  expiresInHours?: number
}

export interface NewSignalCondition {
  type: string
  /** Only signals from there */
  source?: string | null
  /** Only signals that say this, in whatever case */
  text?: string | null
  /** Over your day. `duration` of spans, overlaps counted once */
  aggregation: "sum" | "max" | "min" | "average" | "last" | "count" | "duration"
  comparison: "gte" | "gt" | "lte" | "lt" | "eq"
  value: number
  /** What the value is in; signals are converted. Of a duration minutes, unless said */
  unit?: string | null
}

export interface NewSignalRule {
  name: string
  isActive?: boolean
  match?: "any" | "all" | "at_least"
  atLeast?: number | null
  conditions: Array<NewSignalCondition>
  action: "tick_habit" | "log_metric" | "create_task"
  habitId?: string | null
  metricId?: string | null
  taskTitle?: string | null
  amount?: number | null
  amountFrom?: number | null
}

export interface NewSkill {
  name: string
  description?: string | null
  category?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  prerequisiteIds?: Array<string>
  requiredMastery?: number
  deckIds?: Array<string>
  courseIds?: Array<string>
  topicIds?: Array<string>
  knowledgeHalfLifeDays?: number
  isCompleted?: boolean
}

export interface NewStudySession {
  courseId?: string | null
  /** Its course follows */
  topicId?: string | null
  note?: string | null
  startedAt: string
  /** Not after now */
  finishedAt: string
}

export interface NewSupportAccess {
  /** Only look, or change things as well */
  scope?: "read" | "full"
  /** How long the session may last, 5 to 240 */
  minutes?: number
}

export interface NewTask {
  title: string
  description?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  priority?: "p1" | "p2" | "p3" | "p4"
  status?: "backlog" | "not_started" | "in_progress" | "blocked" | "on_hold" | "done" | "cancelled"
  energy?: "deep" | "light" | "admin" | null
  dueDate?: string | null
  dueAt?: string | null
  scheduledDate?: string | null
  estimateMinutes?: number | null
  parentTaskId?: string | null
  position?: number
  tags?: Array<string>
  goalIds?: Array<string>
  projectIds?: Array<string>
  recurrence?: NewRecurrence | null
  pointValue?: number | null
  /** When it was really done, for offline devices and imports; only with status `done` */
  completedAt?: string | null
}

export interface NewTaskDependency {
  dependsOnTaskId: string
}

export interface NewToolPolicy {
  policy: "ask" | "auto" | "never"
}

export interface NewUtterance {
  text: string
  /** A conversation to go on with; absent begins one */
  conversationId?: string
}

export interface NewVisionBoard {
  title: string
  description?: string | null
  layout?: "grid" | "masonry" | "collage" | "slides"
  slideSeconds?: number
  goalId?: string | null
  isArchived?: boolean
}

export interface NextSkill {
  skill: Skill
  standing: SkillStanding
  reason: "refresh" | "continue" | "opens" | "open"
  why: string
  /** Not known yet, and standing behind it */
  opensSkillIds: Array<string>
}

export interface NextSkills {
  items: Array<NextSkill>
}

export interface Note {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  summary: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags: Array<string>
  sourceUrl: string | null
  isPinned: boolean
  isFavorite: boolean
  isArchived: boolean
  /** Files attached to it */
  fileIds: Array<string>
  /** The recording that it was spoken in */
  audioFileId: string | null
  audioSeconds: number | null
  /** Of a voice note. `unavailable`: nobody here could write it down; ask again later */
  transcriptStatus: "done" | "no_speech" | "unavailable" | null
  /** The course that it was taken on */
  courseId: string | null
  /** The topic of that course */
  topicId: string | null
  /** Markdown */
  content: string
  /** What was said, as it was heard or as you corrected it */
  transcript: string | null
}

export interface NoteAnalysis {
  keyPoints: Array<string>
  sentiment: {
    /** Null when no word of it can be rated */
    label: "negative" | "neutral" | "positive" | null
    /** VADER, mean of its sentences */
    score: number
  }
  /** Flesch reading ease, 206.835 − 1.015 · words/sentences − 84.6 · syllables/words; null below thirty words, and only true of English */
  readabilityScore: number | null
  words: number
  sentences: number
  completeness: {
    /** Of what was looked for, the part that is there */
    score: number
    missingElements: Array<string>
    suggestions: Array<string>
  }
  /** Low where there is little to go by */
  confidence: number
}

export interface NoteArea {
  suggestedArea: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  reasoning: string
  alternativeAreas: Array<{
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"
    confidence: number
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface NoteDraft {
  /** Markdown */
  generatedContent: string
  /** Its headings */
  structure: Array<string>
  keyTopics: Array<string>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface NoteExpansion {
  /** Markdown */
  expandedContent: string
  /** Headings of what was added; none without a model */
  addedSections: Array<string>
  improvements: Array<string>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface NoteImprovement {
  /** Markdown */
  improvedContent: string
  changes: Array<{
    type: "grammar" | "structure" | "clarity" | "flow"
    description: string
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface NoteInQuestion {
  noteId?: string
  title?: string
  content?: string
}

export interface NoteLinking {
  suggestedLinks: Array<{
    itemId: string
    itemTitle: string
    itemType: "note" | "task" | "goal" | "project"
    relevance: number
    reasoning: string
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface NoteLinks {
  outgoing: Array<{
    /** As it was looked for, in lower case */
    title: string
    /** Null while no note has this title */
    noteId: string | null
  }>
  /** Notes that name this one, the newest first */
  incoming: Array<{
    noteId: string
    title: string
  }>
}

export interface NotePage {
  items: Array<ListedNote>
  nextCursor: string | null
}

export interface NotePatch {
  title?: string
  /** Markdown; `[[Title]]` leads to another note */
  content?: string
  summary?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  tags?: Array<string>
  sourceUrl?: string | null
  isPinned?: boolean
  isFavorite?: boolean
  isArchived?: boolean
  fileIds?: Array<string>
  /** Another course than before lets go of the topic */
  courseId?: string | null
  /** Its course follows */
  topicId?: string | null
  /** What was really said */
  transcript?: string | null
}

export interface NoteSummary {
  summary: string
  keyPoints: Array<string>
  /** Of the note */
  wordCount: number
  summaryWordCount: number
  /** Its sentences are the note’s own, word for word */
  isExtract: boolean
  /** Low where there is little to go by */
  confidence: number
}

export interface NoteTagging {
  suggestedTags: Array<{
    tag: string
    relevance: number
    /** You have not used it yet */
    isNew: boolean
    reasoning: string
  }>
  /** Low where there is little to go by */
  confidence: number
}

export interface NoteTags {
  items: Array<{
    tag: string
    notes: number
  }>
}

export interface NoteToBe {
  title: string
}

export interface Notification {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  /** reminder, schedule, task_due, digest, test … */
  kind: string
  title: string
  body: string | null
  /** What kind of item it is about */
  entity: string | null
  entityId: string | null
  /** Which occurrence of a recurring item */
  occurrence: string | null
  readAt: string | null
}

export interface NotificationPage {
  items: Array<Notification>
  nextCursor: string | null
}

export interface NotificationPatch {
  read?: boolean
}

export interface Nudge {
  message?: string | null
}

export interface Numerology {
  method: string
  lifePath: NumerologyNumber
  birthday: NumerologyNumber
  personalYear: PersonalYear
  /** Of all letters; null without a name in Latin letters */
  expression: NumerologyNumber | null
  /** Of the vowels */
  soulUrge: NumerologyNumber | null
  /** Of the consonants */
  personality: NumerologyNumber | null
  /** The letters that were counted */
  readAs: string | null
  /** Characters of the name that have no number */
  ignored: Array<string>
  notes: Array<string>
}

export interface NumerologyNumber {
  number: number
  isMaster: boolean
  /** How it came about */
  steps: string
}

export interface NumerologyRequest {
  birthDate: string
  /** As it stands on the certificate of birth */
  fullName?: string
  /** Of the personal year; the present one unless told */
  year?: number
}

export interface OccurrenceBody {
  /** One of the series, by the local start that the rule gives it */
  occurrence: string
}

export type OccurrenceChoice = {
  /** `at` or `local` of one occurrence; else the one that is due */
  occurrence?: string
} | null

export interface OnThisDay {
  date: string
  /** The latest year first */
  items: Array<{
    yearsAgo: number
    entry: JournalEntry
  }>
}

export interface Onboarding {
  /** The first step without an answer; null when all have one */
  step: number | null
  percent: number
  completedSteps: Array<number>
  isCompleted: boolean
  completedAt: string | null
  /** By question; null where there is no answer yet */
  answers: {
    name: string | null
    birthday: string | null
    culturalHome: string | null
    currentLocation: string | null
    currentThoughts: string | null
    authenticPlace: string | null
    somethingYouLike: string | null
    reminderWhenDown: string | null
    changeYouWant: string | null
    feelingToExperience: string | null
    personYouWantToBe: string | null
    futureSelfAge: number | null
    dreamDay: string | null
    accomplishmentGoal: string | null
    futureSelfPhotoUrl?: string | null | null
    trustedWordsVibes: string | null
    messageLengthPreference: "short" | "long" | null
    messageFrequency: "daily" | "weekly" | "as_needed" | null
    trustFactor: string | null
    whenFeelingLost?: string | null | null
  }
  questions: Array<{
    step: number
    key: string
    question: string
    type: "text" | "long_text" | "date" | "number" | "select" | "image"
    options: Array<string> | null
    required: boolean
  }>
}

/** The fields of the step in the path, and none of another; `questions` says which belong to which. */
export interface OnboardingStepAnswers {
  name?: string
  birthday?: string
  culturalHome?: string
  currentLocation?: string
  currentThoughts?: string
  authenticPlace?: string
  somethingYouLike?: string
  reminderWhenDown?: string
  changeYouWant?: string
  feelingToExperience?: string
  personYouWantToBe?: string
  futureSelfAge?: number
  dreamDay?: string
  accomplishmentGoal?: string
  futureSelfPhotoUrl?: string | null
  trustedWordsVibes?: string
  messageLengthPreference?: "short" | "long"
  messageFrequency?: "daily" | "weekly" | "as_needed"
  trustFactor?: string
  whenFeelingLost?: string | null
}

export interface OutlinedModule {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  courseId: string
  title: string
  description: string | null
  /** A fractional index: its place among its siblings, which stand in the order of these texts byte by byte */
  position: string
  topicCount: number
  completedTopicCount: number
  /** Of the topics that say how long they take */
  estimatedHours: number
  completedHours: number
  /** It has topics, and all of them are completed */
  isCompleted: boolean
  topics: Array<{
    id: string
    version: number
    title: string
    /** A fractional index: its place among its siblings, which stand in the order of these texts byte by byte */
    position: string
    estimatedHours: number | null
    isCompleted: boolean
    completedAt: string | null
  }>
}

export interface OutsideAbility {
  level: "provider" | "computed" | "none"
  provider: string | null
  /** Of the provider */
  state: "answering" | "resting" | null
  says: string
}

export interface OutsideCapabilities {
  weather: OutsideAbility
  places: OutsideAbility
  events: OutsideAbility
  calendars: OutsideAbility
  sky: OutsideAbility
  birthChart: OutsideAbility
  numerology: OutsideAbility
}

export interface OutsideEvent {
  source: "ticketmaster" | "calendars"
  /** At its source */
  id: string
  title: string
  /** Null while only the day is known */
  startAt: string | null
  /** On the clock of the place, or the day */
  local: string
  endAt: string | null
  venue: string | null
  city: string | null
  country: string | null
  category: string | null
  status: string | null
  url: string | null
  /** The subscription it comes from */
  calendar: string | null
}

export interface OutsideEvents {
  place: Place | null
  items: Array<OutsideEvent>
  sources: Array<EventSourceState>
}

export interface OverviewAnalytics {
  from: string
  to: string
  granularity: "day" | "week" | "month"
  timezone: string
  totals: {
    /** Tasks made */
    tasksCreated: number | null
    /** Tasks completed */
    tasksCompleted: number | null
    /** Points from tasks, habits and metrics, less what was taken back */
    pointsEarned: number | null
    /** Points spent on rewards, less what was given back */
    pointsSpent: number | null
    /** Habits asked for, or done unasked; "3 times a week" counts on the days it was done */
    habitsDue: number | null
    /** Of these, done */
    habitsDone: number | null
    /** Percent of the habits that were due */
    habitRate: number | null
    /** Values logged */
    metricLogs: number | null
    /** Goals that moved, each once a day; notes are no movement */
    goalsProgressed: number | null
    /** Goals achieved */
    goalsAchieved: number | null
    /** Projects completed */
    projectsCompleted: number | null
    /** Entries in the logbook */
    logbookEntries: number | null
    /** Whole minutes of studying, with the timer or written down */
    studyMinutes: number | null
    /** Flashcards answered */
    cardsReviewed: number | null
    /** Topics of courses completed */
    topicsCompleted: number | null
    /** Entries in the journal; private ones count for you in person alone */
    journalEntries: number | null
    /** Mean mood: low is 1, steady 2, high 3 */
    mood: number | null
    /** Mean energy, 1 to 10 */
    energy: number | null
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    tasksCreated: number | null
    tasksCompleted: number | null
    pointsEarned: number | null
    pointsSpent: number | null
    habitsDue: number | null
    habitsDone: number | null
    habitRate: number | null
    metricLogs: number | null
    goalsProgressed: number | null
    goalsAchieved: number | null
    projectsCompleted: number | null
    logbookEntries: number | null
    studyMinutes: number | null
    cardsReviewed: number | null
    topicsCompleted: number | null
    journalEntries: number | null
    mood: number | null
    energy: number | null
  }
  /** As many days before the first one */
  previous: {
    from: string
    to: string
    totals: {
      /** Tasks made */
      tasksCreated: number | null
      /** Tasks completed */
      tasksCompleted: number | null
      /** Points from tasks, habits and metrics, less what was taken back */
      pointsEarned: number | null
      /** Points spent on rewards, less what was given back */
      pointsSpent: number | null
      /** Habits asked for, or done unasked; "3 times a week" counts on the days it was done */
      habitsDue: number | null
      /** Of these, done */
      habitsDone: number | null
      /** Percent of the habits that were due */
      habitRate: number | null
      /** Values logged */
      metricLogs: number | null
      /** Goals that moved, each once a day; notes are no movement */
      goalsProgressed: number | null
      /** Goals achieved */
      goalsAchieved: number | null
      /** Projects completed */
      projectsCompleted: number | null
      /** Entries in the logbook */
      logbookEntries: number | null
      /** Whole minutes of studying, with the timer or written down */
      studyMinutes: number | null
      /** Flashcards answered */
      cardsReviewed: number | null
      /** Topics of courses completed */
      topicsCompleted: number | null
      /** Entries in the journal; private ones count for you in person alone */
      journalEntries: number | null
      /** Mean mood: low is 1, steady 2, high 3 */
      mood: number | null
      /** Mean energy, 1 to 10 */
      energy: number | null
    }
  }
  /** Against the previous period */
  change: {
    tasksCreated: {
      absolute: number | null
      percent: number | null
    }
    tasksCompleted: {
      absolute: number | null
      percent: number | null
    }
    pointsEarned: {
      absolute: number | null
      percent: number | null
    }
    pointsSpent: {
      absolute: number | null
      percent: number | null
    }
    habitsDue: {
      absolute: number | null
      percent: number | null
    }
    habitsDone: {
      absolute: number | null
      percent: number | null
    }
    habitRate: {
      absolute: number | null
      percent: number | null
    }
    metricLogs: {
      absolute: number | null
      percent: number | null
    }
    goalsProgressed: {
      absolute: number | null
      percent: number | null
    }
    goalsAchieved: {
      absolute: number | null
      percent: number | null
    }
    projectsCompleted: {
      absolute: number | null
      percent: number | null
    }
    logbookEntries: {
      absolute: number | null
      percent: number | null
    }
    studyMinutes: {
      absolute: number | null
      percent: number | null
    }
    cardsReviewed: {
      absolute: number | null
      percent: number | null
    }
    topicsCompleted: {
      absolute: number | null
      percent: number | null
    }
    journalEntries: {
      absolute: number | null
      percent: number | null
    }
    mood: {
      absolute: number | null
      percent: number | null
    }
    energy: {
      absolute: number | null
      percent: number | null
    }
  }
  /** Every day, week or month of the span */
  series: Array<{
    from: string
    to: string
    /** Tasks made */
    tasksCreated: number | null
    /** Tasks completed */
    tasksCompleted: number | null
    /** Points from tasks, habits and metrics, less what was taken back */
    pointsEarned: number | null
    /** Points spent on rewards, less what was given back */
    pointsSpent: number | null
    /** Habits asked for, or done unasked; "3 times a week" counts on the days it was done */
    habitsDue: number | null
    /** Of these, done */
    habitsDone: number | null
    /** Percent of the habits that were due */
    habitRate: number | null
    /** Values logged */
    metricLogs: number | null
    /** Goals that moved, each once a day; notes are no movement */
    goalsProgressed: number | null
    /** Goals achieved */
    goalsAchieved: number | null
    /** Projects completed */
    projectsCompleted: number | null
    /** Entries in the logbook */
    logbookEntries: number | null
    /** Whole minutes of studying, with the timer or written down */
    studyMinutes: number | null
    /** Flashcards answered */
    cardsReviewed: number | null
    /** Topics of courses completed */
    topicsCompleted: number | null
    /** Entries in the journal; private ones count for you in person alone */
    journalEntries: number | null
    /** Mean mood: low is 1, steady 2, high 3 */
    mood: number | null
    /** Mean energy, 1 to 10 */
    energy: number | null
  }>
  /** Days one after the other on which something was done */
  streak: {
    /** Up to `to`; a present day that is still empty breaks nothing */
    current: number
    /** In the 400 days up to `to` */
    longest: number
    /** Within the span */
    activeDays: number
  }
}

export interface OwnGoalInQuestion {
  goalId: string
}

export interface PageExtract {
  /** Where it was in the end */
  url: string
  title: string | null
  summary: string
  keyPoints: Array<string>
  suggestedTags: Array<string>
  suggestedArea: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  /** Of what the page says */
  wordCount: number
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface PageInQuestion {
  url: string
}

export interface ParsedTask {
  title: string
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  priority: "p1" | "p2" | "p3" | "p4" | null
  dueDate: string | null
  dueAt: string | null
  scheduledDate: string | null
  /** RFC 5545 RRULE without DTSTART; the due moment is its first occurrence */
  recurrence: {
    rrule: string
    anchor: "due" | "completion"
    skipDates: Array<string>
  } | null
  /** So many times in so many days, on whichever of them: "3 times a week" */
  target: {
    times: number
    days: number
  } | null
  estimateMinutes: number | null
  tags: Array<string>
  confidence: number
}

export interface PasswordChange {
  currentPassword: string
  /** 8 to 72 bytes in UTF-8 */
  newPassword: string
}

export interface PasswordReset {
  /** From the link in the mail */
  token?: string
  /** With `code`: the address it was sent to */
  email?: string
  /** The six digits in the mail */
  code?: string
  /** 8 to 72 bytes in UTF-8 */
  newPassword: string
}

export interface PersonalYear {
  number: number
  isMaster: boolean
  /** How it came about */
  steps: string
  year: number
}

export interface Place {
  /** Null for bare coordinates */
  name: string | null
  region: string | null
  country: string | null
  countryCode: string | null
  latitude: number
  longitude: number
  timezone: string | null
}

export interface Places {
  items: Array<Place>
  fetchedAt: string
  /** Since the provider was asked */
  ageSeconds: number
  /** Older than it should be, because the provider cannot be asked at the moment */
  isStale: boolean
}

export interface PlanAdvice {
  /** To accept or reject at /schedule/proposals/{id} */
  proposalId: string
  /** `replan` moves blocks that went by */
  kind: "plan" | "replan"
  blocks: Array<{
    taskId: string
    title: string
    startAt: string
    endAt: string
  }>
  unplaced: Array<{
    taskId: string
    title: string
    reason: string
  }>
  /** Missed blocks that go when it is accepted */
  replaces: number
  explanation: string
  /** Who found the words */
  source: "model" | "rules"
}

export interface PlanChange {
  plan: "premium_monthly" | "premium_yearly"
  /** Of a preview: so that it costs what was shown */
  prorationAt?: string
}

export interface PlanOffer {
  plan: "free" | "premium_monthly" | "premium_yearly"
  priceCents: number
  currency: string
  interval: "month" | "year" | null
  /** Of a first subscription */
  trialDays: number
  /** Whether it can be chosen on this server */
  available: boolean
  /** What it includes; a limit of null is none */
  limits: Array<{
    feature: "ai_messages" | "resource_recommendations" | "ai_courses" | "active_goals" | "voice" | "ai_scheduling" | "advanced_analytics"
    limit: number | null
    period: "month" | "week" | null
  }>
}

export interface PlanOffers {
  items: Array<PlanOffer>
}

export interface PlanQuestion {
  plan: "premium_monthly" | "premium_yearly"
}

export interface PlanRequest {
  /** Now unless told; never earlier */
  from?: string
  /** A week later unless told, 62 days at most */
  to?: string
  /** Wall clock of your zone; nothing is planned outside */
  workingHours?: Array<{
    from: string
    /** Not later than `from` means on the next day */
    to: string
    weekdays: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  }>
  /** Deep work goes there first */
  bestHours?: {
    from: string
    /** Not later than `from` means on the next day */
    to: string
  }
  /** How long one piece may be; max is at least twice min */
  chunkMinutes?: {
    min: number
    max: number
  }
  breakMinutes?: number
  /** For a task without an estimate */
  defaultMinutes?: number
  /** These open tasks alone; otherwise all that are due or scheduled, and what they wait for */
  taskIds?: Array<string>
  /** What is planned where no tasks are named */
  include?: Array<"tasks" | "habits" | "reviews">
}

export interface PlanWish {
  /** How far ahead */
  days?: number
  /** Only these; otherwise what is due, and what was missed */
  taskIds?: Array<string>
}

export interface PointsInQuestion {
  taskId?: string
  title?: string
  description?: string
  /** p3 unless said */
  priority?: "p1" | "p2" | "p3" | "p4"
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"
  estimateMinutes?: number
}

export interface Portal {
  url: string
}

export interface Preferences {
  theme: "system" | "light" | "dark"
  mode: "work" | "leisure"
  defaultArea: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  weeklyReviewDay: "mo" | "tu" | "we" | "th" | "fr" | "sa" | "su"
  quietHours: {
    enabled: boolean
    /** Time of day, HH:mm */
    from: string
    /** Time of day, HH:mm */
    until: string
  }
  notifications: {
    channels: Record<string, Array<"in_app" | "web_push" | "mobile_push" | "email" | "ntfy" | "webhook">>
    digest: "none" | "daily" | "weekly"
    sound: "none" | "aurora" | "chord" | "circles" | "complete" | "hello" | "note"
  }
  ai: {
    enabled: boolean
    /** Null leaves the choice to the server */
    defaultModel: {
      provider: string
      model: string
    } | null
    /** The model of one feature, by its name: `tasks.parse` */
    features: Record<string, {
      provider: string
      model: string
    }>
    /** Whether the assistant remembers facts between conversations */
    memory: boolean
    /** What the assistant may do without asking, by tool */
    tools: Record<string, "ask" | "auto" | "never">
    defaultToolPolicy: "ask" | "auto" | "never"
  }
  personality: {
    mode: "auto" | "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge"
    messageLength: "short" | "long"
    messageFrequency: "daily" | "weekly" | "as_needed"
  }
  voice: {
    /** BCP 47 language tag */
    language: string | null
    voice: string | null
    speed: number
    wakeWord: boolean
  }
  planning: {
    marginOfSafetyPercent: number
  }
  study: {
    interests: Array<string>
    goals: Array<string>
    level: string | null
    minutesPerDay: number | null
    /** How much of a usual day of flashcards each weekday takes, Monday first, in decks that do not say it themselves; null when all are alike */
    easyDays: Array<number> | null
    /** Once a month fit the parameters of flashcards anew, and take over those that foretell better */
    refitsFlashcards: boolean
  }
  privacy: {
    friendRequests: boolean
    receiveSharedItems: boolean
    /** False: a conversation is deleted, for good, a day after it was last used; checked every hour */
    chatHistory: boolean
  }
}

/** JSON merge patch (RFC 7396): absent is unchanged, null goes back to the default */
export interface PreferencesPatch {
  theme?: "system" | "light" | "dark" | null
  mode?: "work" | "leisure" | null
  defaultArea?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null | null
  weeklyReviewDay?: "mo" | "tu" | "we" | "th" | "fr" | "sa" | "su" | null
  quietHours?: {
    enabled?: boolean | null
    /** Time of day, HH:mm */
    from?: string | null
    /** Time of day, HH:mm */
    until?: string | null
  } | null
  notifications?: {
    channels?: Record<string, Array<"in_app" | "web_push" | "mobile_push" | "email" | "ntfy" | "webhook"> | null> | null
    digest?: "none" | "daily" | "weekly" | null
    sound?: "none" | "aurora" | "chord" | "circles" | "complete" | "hello" | "note" | null
  } | null
  ai?: {
    enabled?: boolean | null
    defaultModel?: {
      provider: string
      model: string
    } | null | null
    features?: Record<string, {
      provider: string
      model: string
    } | null> | null
    /** Whether the assistant remembers facts between conversations */
    memory?: boolean | null
    tools?: Record<string, "ask" | "auto" | "never" | null> | null
    defaultToolPolicy?: "ask" | "auto" | "never" | null
  } | null
  personality?: {
    mode?: "auto" | "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" | null
    messageLength?: "short" | "long" | null
    messageFrequency?: "daily" | "weekly" | "as_needed" | null
  } | null
  voice?: {
    language?: string | null | null
    voice?: string | null | null
    speed?: number | null
    wakeWord?: boolean | null
  } | null
  planning?: {
    marginOfSafetyPercent?: number | null
  } | null
  study?: {
    interests?: Array<string> | null
    goals?: Array<string> | null
    level?: string | null | null
    minutesPerDay?: number | null | null
    easyDays?: Array<number> | null | null
    /** Once a month fit the parameters of flashcards anew, and take over those that foretell better */
    refitsFlashcards?: boolean | null
  } | null
  privacy?: {
    friendRequests?: boolean | null
    receiveSharedItems?: boolean | null
    /** False: a conversation is deleted, for good, a day after it was last used; checked every hour */
    chatHistory?: boolean | null
  } | null
}

export interface PrioritiesInQuestion {
  /** Only these; all open ones unless told */
  taskIds?: Array<string>
}

/** What went wrong and what to change (RFC 9457) */
export interface Problem {
  type: string
  title: string
  status: number
  code: "invalid_input" | "malformed_json" | "unauthenticated" | "quota_exceeded" | "payment_failed" | "forbidden" | "subscription_limit_exceeded" | "not_found" | "method_not_allowed" | "not_acceptable" | "conflict" | "gone" | "precondition_failed" | "too_large" | "unsupported_media_type" | "range_not_satisfiable" | "unprocessable" | "precondition_required" | "rate_limited" | "internal" | "unavailable"
  detail: string
  instance: string
  traceId: string
  errors?: Array<{
    path: string
    message: string
  }>
}

export interface Project {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  description: string | null
  notes: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  priority: "low" | "medium" | "high"
  status: "planning" | "active" | "on_hold" | "completed" | "cancelled"
  /** From 1, very low, to 5, very high */
  impact: number
  startDate: string | null
  targetDate: string | null
  completedAt: string | null
  tags: Array<string>
  goalIds: Array<string>
  /** Percent of its tasks that are done; without tasks, of the criteria met of its goals */
  progress: number
  /** Without cancelled ones */
  taskCount: number
  completedTaskCount: number
  lastActivityAt: string
}

export interface ProjectActivity {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  projectId: string
  type: "task_completed" | "status_changed" | "note_added" | "progress_milestone"
  title: string
  description: string | null
  entity: "task" | "goal" | null
  entityId: string | null
}

export interface ProjectActivityPage {
  items: Array<ProjectActivity>
  nextCursor: string | null
}

export interface ProjectDependencies {
  blockedBy: Array<{
    id: string
    name: string
    status: "planning" | "active" | "on_hold" | "completed" | "cancelled"
    priority: "low" | "medium" | "high"
    /** From 1, very low, to 5, very high */
    impact: number
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    startDate: string | null
    targetDate: string | null
    /** Percent of its tasks that are done; without tasks, of the criteria met of its goals */
    progress: number
    lagDays: number
  }>
  blocks: Array<{
    id: string
    name: string
    status: "planning" | "active" | "on_hold" | "completed" | "cancelled"
    priority: "low" | "medium" | "high"
    /** From 1, very low, to 5, very high */
    impact: number
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    startDate: string | null
    targetDate: string | null
    /** Percent of its tasks that are done; without tasks, of the criteria met of its goals */
    progress: number
    lagDays: number
  }>
}

export interface ProjectDependency {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  projectId: string
  dependsOnProjectId: string
  lagDays: number
}

export interface ProjectDiagnosis {
  /** 100 less all deductions */
  overallHealth: number
  /** The same */
  healthScore: number
  /** Excellent from 90, healthy from 75, stable from 50, at_risk from 30 */
  healthCategory: "critical" | "at_risk" | "stable" | "healthy" | "excellent"
  /** Null without a target day */
  trajectory: "ahead" | "on_schedule" | "behind" | "overdue" | null
  summary: string
  /** The gravest first */
  issues: Array<{
    issue: "overdue_tasks" | "blocked" | "staleness" | "pace" | "scope_growth" | "no_tasks" | "no_target" | "no_estimates"
    severity: "low" | "medium" | "high"
    category: "timeline" | "blockers" | "progress" | "scope" | "resources"
    description: string
    impact: string
    recommendation: string
  }>
  strengths: Array<string>
  recommendations: Array<string>
  metrics: {
    /** Percent */
    completionRate: number
    blockerCount: number
    overdueTasks: number
    /** Of the tasks with an estimate */
    averageTaskMinutes: number | null
  }
  /** Low where there is little to go by */
  confidence: number
}

/** Edges run from the project that must be finished to the one that waits */
export interface ProjectGraph {
  nodes: Array<{
    id: string
    name: string
    status: "planning" | "active" | "on_hold" | "completed" | "cancelled"
    priority: "low" | "medium" | "high"
    /** From 1, very low, to 5, very high */
    impact: number
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    startDate: string | null
    targetDate: string | null
    /** Percent of its tasks that are done; without tasks, of the criteria met of its goals */
    progress: number
  }>
  edges: Array<{
    source: string
    target: string
    lagDays: number
  }>
}

export interface ProjectHealth {
  /** 100 less all deductions, never below 0 */
  score: number
  /** Green from 75, yellow from 50, red below */
  colour: "green" | "yellow" | "red"
  deductions: Array<{
    reason: "overdue_tasks" | "blocked" | "staleness" | "pace" | "scope_growth"
    points: number
    detail: string
  }>
  /** Percent */
  progress: number
  /** Progress against the share of time gone; null without a target */
  schedule: "ahead" | "on_schedule" | "behind" | "overdue" | null
  tasks: {
    total: number
    done: number
    open: number
    overdue: number
    blocked: number
  }
  pace: {
    /** Percent that an even pace reaches today */
    expectedToday: number | null
    /** Days one could pause and still be on the even pace; negative: days behind */
    slackDays: number | null
    /** Percentage points a day from now to the target */
    requiredPerDay: number | null
    /** The day it ends at the mean rate since its start */
    projectedFinish: string | null
  }
}

export interface ProjectInQuestion {
  projectId: string
}

export interface ProjectPage {
  items: Array<Project>
  nextCursor: string | null
}

export interface ProjectPatch {
  name?: string
  description?: string | null
  notes?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  priority?: "low" | "medium" | "high"
  /** `completed` sets completedAt */
  status?: "planning" | "active" | "on_hold" | "completed" | "cancelled"
  /** From 1, very low, to 5, very high; 3 unless said */
  impact?: number
  startDate?: string | null
  targetDate?: string | null
  tags?: Array<string>
  goalIds?: Array<string>
}

export interface ProjectRisks {
  /** That of the gravest */
  overallRiskLevel: "low" | "medium" | "high" | "critical"
  summary: string
  /** The gravest first */
  risks: Array<{
    risk: "late_finish" | "tasks_after_target" | "crowded_end" | "bottleneck" | "held_up" | "waits_for_project" | "scope_growth" | "unknown_size" | "standstill"
    category: "timeline" | "dependency" | "scope" | "resource" | "external"
    /** Probability and impact together */
    severity: "low" | "medium" | "high" | "critical"
    description: string
    probability: "low" | "medium" | "high"
    impact: "low" | "medium" | "high"
    mitigation: string
    contingency: string
    affectedTaskIds: Array<string>
  }>
  topRisks: Array<string>
  recommendations: Array<string>
  /** Low where there is little to go by */
  confidence: number
}

export interface ProjectTasks {
  /** In the order of doing, without those that the project has */
  tasks: Array<{
    title: string
    description: string | null
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
    priority: "p1" | "p2" | "p3" | "p4"
    /** Only what you gave such a task before */
    estimateMinutes: number | null
    reasoning: string
    /** Titles of the others that come first */
    dependencies: Array<string>
    order: number
  }>
  overallStrategy: string
  phaseBreakdown: Array<{
    phase: string
    tasks: Array<string>
    /** Null when one of them has no estimate */
    minutes: number | null
  }>
  /** Null when one has no estimate */
  estimatedTotalMinutes: number | null
  /** Low where there is little to go by */
  confidence: number
}

export interface QuickAdd {
  text: string
}

export interface QuickAdded {
  task: Task
  understood: Array<{
    text: string
    as: string
    value: unknown
  }>
}

export interface ReadAll {
  /** How many were unread */
  marked: number
}

export interface RecalledMemories {
  items: Array<Memory>
}

export interface ReceivedShare {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  ownerId: string
  ownerName: string | null
  title: string
  entity: "reminder" | "note" | "habit" | "goal" | "task" | "project"
  access: "view" | "comment" | "edit"
  /** What of the item is shown, besides its title */
  fields: Array<string>
  message: string | null
  expiresAt: string | null
  state: "pending" | "accepted" | "declined"
  acceptedAt: string | null
  commentCount: number
  /** Grows with every change of the item */
  itemVersion: number
  mayNudge: boolean
  /** The reminder that rings here for a shared one */
  reminderId: string | null
}

export interface ReceivedSharePage {
  items: Array<ReceivedShare>
  nextCursor: string | null
}

/** What is not known has half of its points */
export interface RecommendationComponents {
  /** Of 40 */
  topic: number
  /** Of 20 */
  difficulty: number
  /** Of 20 */
  behaviour: number
  /** Of 10 */
  quality: number
  /** Of 10 */
  time: number
}

export interface RecoveryCodes {
  /** Each signs in once without the app. Shown now and never again */
  recoveryCodes: Array<string>
}

export interface Recurrence {
  rrule: string
  anchor: "due" | "completion"
  skipDates: Array<string>
}

export interface Redeemed {
  redemption: Redemption
  balance: number
}

export interface Redeeming {
  note?: string | null
}

export interface Redemption {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  rewardId: string
  /** As it was then */
  title: string
  pointsSpent: number
  note: string | null
  redeemedAt: string
  undoneAt: string | null
}

export interface RedemptionPage {
  items: Array<Redemption>
  nextCursor: string | null
}

export interface Redrive {
  ids?: Array<string>
  /** All of this queue */
  queue?: string
}

export interface Redriven {
  /** At most 1000 at a time */
  redriven: number
}

export interface ReflectionPrompts {
  prompts: Array<{
    question: string
    category: "gratitude" | "learning" | "progress" | "challenges" | "future"
    depth: "surface" | "moderate" | "deep"
    context: string
  }>
  focusAreas: Array<string>
  /** Low where there is little to go by */
  confidence: number
}

export interface Refresh {
  refreshToken: string
}

export interface Reminder {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  note: string | null
  when: ReminderWhen
  recurrence: {
    rrule: string
    anchor: "due" | "completion"
    skipDates: Array<string>
  } | null
  leadMinutes: Array<number>
  nag: {
    everyMinutes: number
    max: number
  } | null
  /** Null: where you want reminders, by your preferences */
  channels: Array<string> | null
  /** p1 comes through quiet hours */
  priority: "p1" | "p2" | "p3" | "p4"
  category: string | null
  status: "active" | "done" | "cancelled"
  snoozedUntil: string | null
  /** When it, or the newest of its occurrences, was completed */
  completedAt: string | null
  cancelledAt: string | null
}

export interface ReminderOccurrence {
  at: string
  /** On the wall clock, as the rule says */
  local: string
  state: "scheduled" | "fired" | "caught_up" | "missed" | "skipped" | "done" | "snoozed"
  reason: string | null
}

export interface ReminderOccurrences {
  items: Array<ReminderOccurrence>
}

export interface ReminderPage {
  items: Array<Reminder>
  nextCursor: string | null
}

export interface ReminderPatch {
  title?: string
  note?: string | null
  when?: NewReminderWhen
  recurrence?: NewReminderRecurrence | null
  /** Announced so many minutes before */
  leadMinutes?: Array<number>
  /** Rings again until it is done */
  nag?: {
    everyMinutes: number
    max: number
  } | null
  channels?: Array<"in_app" | "web_push" | "fcm" | "expo" | "email" | "ntfy" | "webhook" | "mobile_push"> | null
  priority?: "p1" | "p2" | "p3" | "p4"
  category?: string | null
  /** `done` completes, `cancelled` cancels, `active` takes it back */
  status?: "active" | "done" | "cancelled"
}

export type ReminderWhen = {
  at: string
} | {
  local: string
  zone: string | null
}

export interface ReplanRequest {
  /** Now unless told; never earlier */
  from?: string
  /** A week later unless told, 62 days at most */
  to?: string
  /** Wall clock of your zone; nothing is planned outside */
  workingHours?: Array<{
    from: string
    /** Not later than `from` means on the next day */
    to: string
    weekdays: Array<"mo" | "tu" | "we" | "th" | "fr" | "sa" | "su">
  }>
  /** Deep work goes there first */
  bestHours?: {
    from: string
    /** Not later than `from` means on the next day */
    to: string
  }
  /** How long one piece may be; max is at least twice min */
  chunkMinutes?: {
    min: number
    max: number
  }
  breakMinutes?: number
  /** For a task without an estimate */
  defaultMinutes?: number
  /** Blocks missed since then; a week unless told, 60 days at most */
  since?: string
}

export interface Resource {
  id: string
  version: number
  /** When it was saved */
  createdAt: string
  updatedAt: string
  /** The entry of the catalogue that it was saved from */
  catalogueId: string | null
  title: string
  description: string | null
  type: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"
  url: string
  /** Who publishes it */
  source: string | null
  difficulty: "beginner" | "intermediate" | "advanced" | "expert" | null
  estimatedMinutes: number | null
  thumbnailUrl: string | null
  topics: Array<string>
  /** Whole percent */
  progress: number
  isCompleted: boolean
  completedAt: string | null
  /** From 1 to 5 */
  userRating: number | null
  notes: string | null
  courseId: string | null
  /** A topic of a course */
  topicId: string | null
  goalId: string | null
  /** What became of reading the page that it leads to; null when nobody has */
  metadataStatus: "read" | "failed" | null
  /** Why it could not be read */
  metadataFailure: string | null
}

export interface ResourcePage {
  items: Array<Resource>
  nextCursor: string | null
}

export interface ResourcePatch {
  title?: string
  description?: string | null
  type?: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"
  url?: string
  source?: string | null
  difficulty?: "beginner" | "intermediate" | "advanced" | "expert" | null
  estimatedMinutes?: number | null
  thumbnailUrl?: string | null
  topics?: Array<string>
  /** 100 completes it */
  progress?: number
  /** true sets the progress to 100 */
  isCompleted?: boolean
  userRating?: number | null
  notes?: string | null
  courseId?: string | null
  topicId?: string | null
  goalId?: string | null
}

export interface ResourceRecommendation {
  resource: CatalogueResource
  /** Of 100: the sum of its components */
  score: number
  components: RecommendationComponents
  reason: string
}

export interface ResourceRecommendations {
  items: Array<ResourceRecommendation>
  /** Nothing is known yet of what you learn or like */
  isColdStart: boolean
  /** What would make these better */
  note: string | null
  /** How topics were compared: words alone for whoever wants no AI */
  understoodBy: "meaning" | "words"
  /** The time that was reckoned with */
  availableMinutes: number | null
}

export interface Revenue {
  from: string
  to: string
  currency: string
  /** Monthly recurring revenue now; a year’s price counts a twelfth */
  mrrCents: number
  subscribers: number
  byPlan: {
    premium_monthly: number
    premium_yearly: number
  }
  trials: number
  pastDue: number
  /** Plans that were given by hand */
  granted: number
  /** In the span, as all below */
  started: number
  canceled: number
  /** Ended because nobody paid */
  expired: number
  mrrChangeCents: number
  /** Of the subscribers there were when it began */
  churnRate: number | null
  /** What was paid less what was given back in the span */
  revenueCents: number
  /** Refunds, what was paid back by hand, and what banks took back */
  refundedCents: number
  payments: number
}

export interface ReviewedFlashcard {
  flashcard: Flashcard
  review: FlashcardReview
  /** This review was recorded before */
  isKnown: boolean
  /** It has just become a leech */
  isLeech: boolean
}

export interface ReviewedWeek {
  weekStart: string
  weekEnd: string
  /** Counted, whoever found the words */
  stats: {
    tasks: {
      completed: number
      overdue: number
      /** The last ten that were completed */
      titles: Array<string>
      /** In the week before */
      before: number
    }
    habits: {
      due: number
      done: number
      before: {
        due: number
        done: number
      }
    }
    goals: {
      active: number
      atRisk: Array<{
        id: string
        title: string
        progress: number
        health: string
      }>
      achieved: Array<string>
    }
    metrics: Array<{
      name: string
      unit: string | null
      value: number
      change: number | null
      trend: string
    }>
    journal: {
      entries: number
      days: number
      mood: number | null
      moodBefore: number | null
    }
  }
  words: {
    summary: string
    achievements: Array<string>
    challenges: Array<string>
    focus: Array<string>
    question: string
  }
  /** Who found the words */
  source: "model" | "rules"
  provider: string | null
  model: string | null
  madeAt: string
}

export interface ReviewedWeekList {
  items: Array<ReviewedWeek>
}

export interface Reward {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  description: string | null
  category: "quick_treat" | "daily_delight" | "weekly_reward" | "big_unlock" | "custom"
  pointCost: number
  icon: string | null
  imageUrl: string | null
  isAutomated: boolean
  automationInstructions: string | null
  cooldownHours: number | null
  maxPerDay: number | null
  status: "active" | "locked" | "archived"
  lastRedeemedAt: string | null
}

export interface RewardAvailability {
  rewardId: string
  canRedeem: boolean
  /** Why not */
  reason: string | null
  /** When time alone will make it possible */
  availableAt: string | null
  redeemedToday: number
}

export interface RewardAvailabilityPage {
  items: Array<RewardAvailability>
  nextCursor: string | null
}

export interface RewardCost {
  pointCost: number
  lowCost: number
  highCost: number
  category: "quick_treat" | "daily_delight" | "weekly_reward" | "big_unlock" | "custom"
  /** What you earned of late; null when nothing */
  pointsPerDay: number | null
  daysToEarn: number | null
  /** Your own rewards that it follows from */
  basedOn: Array<{
    rewardId: string
    title: string
    pointCost: number
  }>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface RewardIdeas {
  rewards: Array<{
    title: string
    description: string | null
    category: "quick_treat" | "daily_delight" | "weekly_reward" | "big_unlock" | "custom"
    /** As `/ai/rewards/cost` works it out */
    suggestedPointCost: number
  }>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface RewardIdeasWanted {
  count?: number
  /** What you like; the interests of your preferences unless told */
  interests?: Array<string>
  /** Only of this kind */
  category?: "quick_treat" | "daily_delight" | "weekly_reward" | "big_unlock" | "custom"
}

export interface RewardInQuestion {
  rewardId?: string
  title?: string
  description?: string
  category?: "quick_treat" | "daily_delight" | "weekly_reward" | "big_unlock" | "custom"
}

export interface RewardPage {
  items: Array<Reward>
  nextCursor: string | null
}

export interface RewardPatch {
  title?: string
  description?: string | null
  category?: "quick_treat" | "daily_delight" | "weekly_reward" | "big_unlock" | "custom"
  pointCost?: number
  icon?: string | null
  imageUrl?: string | null
  isAutomated?: boolean
  automationInstructions?: string | null
  /** Hours that pass before it can be redeemed again */
  cooldownHours?: number | null
  /** In a day of yours */
  maxPerDay?: number | null
  status?: "active" | "locked" | "archived"
}

export interface RoleChange {
  role: "user" | "support" | "admin"
  /** For the audit log. Name no person in it. */
  reason?: string
}

export interface ScheduleBlock {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  description: string | null
  location: string | null
  type: "focus" | "study" | "review" | "assignment" | "exam" | "meeting" | "habit" | "exercise" | "break" | "personal" | "other"
  durationMinutes: number
  /** Minutes before the start */
  reminderMinutes: Array<number>
  /** Whether it takes your time: conflicts and free/busy ask */
  busy: boolean
  completed: boolean
  taskId: string | null
  goalId: string | null
  courseId: string | null
  /** The subscribed calendar that it comes from; it is changed there */
  subscriptionId: string | null
  /** The accepted proposal that made it */
  proposalId: string | null
  /** The first start on the wall clock; zone null floats */
  startAt: {
    local: string
    zone: string | null
  }
  recurrence: BlockRecurrence | null
}

export interface ScheduleBlockPatch {
  title?: string
  description?: string | null
  location?: string | null
  type?: "focus" | "study" | "review" | "assignment" | "exam" | "meeting" | "habit" | "exercise" | "break" | "personal" | "other"
  startAt?: BlockStart
  /** At most 366 days */
  durationMinutes?: number
  recurrence?: NewBlockRecurrence | null
  /** Minutes before the start */
  reminderMinutes?: Array<number>
  /** True unless it is whole days */
  busy?: boolean
  completed?: boolean
  taskId?: string | null
  goalId?: string | null
  courseId?: string | null
}

export interface ScheduleOccurrence {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  description: string | null
  location: string | null
  type: "focus" | "study" | "review" | "assignment" | "exam" | "meeting" | "habit" | "exercise" | "break" | "personal" | "other"
  durationMinutes: number
  /** Minutes before the start */
  reminderMinutes: Array<number>
  /** Whether it takes your time: conflicts and free/busy ask */
  busy: boolean
  completed: boolean
  taskId: string | null
  goalId: string | null
  courseId: string | null
  /** The subscribed calendar that it comes from; it is changed there */
  subscriptionId: string | null
  /** The accepted proposal that made it */
  proposalId: string | null
  /** Names it within its series: the local start that the rule gives it */
  occurrence: string
  startAt: string
  endAt: string
  /** The start on the wall clock */
  local: string
  zone: string | null
  allDay: boolean
  recurring: boolean
}

export interface ScheduleProposal {
  id: string
  state: "open" | "accepted" | "rejected" | "superseded"
  createdAt: string
  decidedAt: string | null
  fromAt: string
  toAt: string
  blocks: Array<{
    kind: "task" | "habit" | "review"
    taskId: string | null
    habitId: string | null
    title: string
    startAt: string
    endAt: string
    durationMinutes: number
    /** Which piece of how many */
    part: number
    parts: number
  }>
  /** What has no place, whole or in part, and why */
  unplaced: Array<{
    kind: "task" | "habit" | "review"
    taskId: string | null
    habitId: string | null
    title: string
    code: "no_time" | "deadline" | "fragmented" | "dependency" | "not_yet" | "planned"
    reason: string
    missingMinutes: number
  }>
  /** Missed blocks that go when it is accepted */
  replaces: Array<{
    blockId: string
    occurrence: string
  }>
}

export interface ScheduleProposalPage {
  items: Array<ScheduleProposal>
  nextCursor: string | null
}

export interface Scopes {
  items: Array<string>
}

export interface SearchAnswer {
  items: Array<{
    entity: string
    id: string
    title: string
    /** Plain text of the item around what was found */
    snippet: string
    /** Where the words stand, in UTF-16 units, `end` exclusive */
    highlights: Array<{
      in: "title" | "snippet"
      start: number
      end: number
    }>
    /** From 0 to 1, to be compared within one answer only */
    score: number
    foundBy: Array<"words" | "meaning">
  }>
  meta: {
    /** Whether meaning was compared as well as words; `failed`: it could not be, `off`: AI is switched off */
    meaning: "used" | "failed" | "off"
    /** Who compared the meaning */
    model: string | null
    /** Some of the newest changes are not looked at yet */
    indexing: boolean
    /** Words that stand nowhere, and what was looked for instead */
    corrections: Array<{
      word: string
      to: Array<string>
    }>
  }
}

export interface SecretRotation {
  /** How long the old secret signs as well */
  overlapHours?: number
}

export interface Session {
  id: string
  createdAt: string
  lastUsedAt: string
  expiresAt: string
  userAgent: string | null
  ip: string | null
  /** The one this request belongs to */
  current: boolean
}

export interface SessionPage {
  items: Array<Session>
  nextCursor: string | null
}

export interface Share {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  /** The friend; null where only links open it */
  friendId: string | null
  entityId: string
  entity: "reminder" | "note" | "habit" | "goal" | "task" | "project"
  access: "view" | "comment" | "edit"
  /** What of the item is shown, besides its title */
  fields: Array<string>
  message: string | null
  expiresAt: string | null
  state: "pending" | "accepted" | "declined"
  acceptedAt: string | null
  commentCount: number
}

export interface ShareComment {
  id: string
  authorId: string
  authorName: string | null
  text: string
  createdAt: string
}

export interface ShareCommentPage {
  items: Array<ShareComment>
  nextCursor: string | null
}

export interface ShareLinks {
  items: Array<{
    id: string
    createdAt: string
    expiresAt: string
  }>
}

export interface SharePage {
  items: Array<Share>
  nextCursor: string | null
}

export interface SharePatch {
  /** What the friend may do */
  access?: "view" | "comment" | "edit"
  /** Of a habit or goal little is shown unless you say so here */
  fields?: Array<string>
  message?: string | null
  expiresAt?: string | null
}

export interface SharedGoal {
  id: string
  /** Of the item, for `If-Match` */
  version: number
  access: "view" | "comment" | "edit"
  ownerId: string
  ownerName: string | null
  item: {
    title?: string
    description?: string | null
    notes?: string | null
    area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    timeHorizon?: "yearly" | "quarterly" | "monthly" | "weekly" | "daily"
    priority?: "low" | "medium" | "high"
    status?: "planning" | "active" | "achieved" | "abandoned"
    startDate?: string | null
    targetDate?: string | null
    completedAt?: string | null
    tags?: Array<string>
    /** Percent, kept by whatever changes it */
    progress?: number
  }
}

export interface SharedHabit {
  id: string
  /** Of the item, for `If-Match` */
  version: number
  access: "view" | "comment" | "edit"
  ownerId: string
  ownerName: string | null
  item: {
    name?: string
    description?: string | null
    kind?: "build" | "maintain" | "reduce" | "quit"
    area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    schedule?: HabitSchedule
    target?: HabitTarget | null
    intent?: string | null
    cue?: string | null
    routine?: string | null
    reward?: string | null
    startDate?: string
    currentStreak?: number
    longestStreak?: number
    completionRate?: number
    strength?: number
    total?: number
    last7Days?: number
    last30Days?: number
  }
}

export interface SharedNote {
  id: string
  /** Of the item, for `If-Match` */
  version: number
  access: "view" | "comment" | "edit"
  ownerId: string
  ownerName: string | null
  item: {
    title?: string
    summary?: string | null
    area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    tags?: Array<string>
    sourceUrl?: string | null
    /** Markdown */
    content?: string
    /** What was said, as it was heard or as you corrected it */
    transcript?: string | null
  }
}

export interface SharedProject {
  id: string
  /** Of the item, for `If-Match` */
  version: number
  access: "view" | "comment" | "edit"
  ownerId: string
  ownerName: string | null
  item: {
    name?: string
    description?: string | null
    notes?: string | null
    area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    priority?: "low" | "medium" | "high"
    status?: "planning" | "active" | "on_hold" | "completed" | "cancelled"
    /** From 1, very low, to 5, very high */
    impact?: number
    startDate?: string | null
    targetDate?: string | null
    completedAt?: string | null
    tags?: Array<string>
    /** Percent of its tasks that are done; without tasks, of the criteria met of its goals */
    progress?: number
    /** Without cancelled ones */
    taskCount?: number
    completedTaskCount?: number
  }
}

export interface SharedReminder {
  id: string
  /** Of the item, for `If-Match` */
  version: number
  access: "view" | "comment" | "edit"
  ownerId: string
  ownerName: string | null
  item: {
    title?: string
    note?: string | null
    when?: ReminderWhen
    recurrence?: {
      rrule: string
      anchor: "due" | "completion"
      skipDates: Array<string>
    } | null
    leadMinutes?: Array<number>
    /** p1 comes through quiet hours */
    priority?: "p1" | "p2" | "p3" | "p4"
    category?: string | null
    status?: "active" | "done" | "cancelled"
  }
}

export interface SharedTask {
  id: string
  /** Of the item, for `If-Match` */
  version: number
  access: "view" | "comment" | "edit"
  ownerId: string
  ownerName: string | null
  item: {
    title?: string
    description?: string | null
    area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    priority?: "p1" | "p2" | "p3" | "p4"
    status?: "backlog" | "not_started" | "in_progress" | "blocked" | "on_hold" | "done" | "cancelled"
    energy?: "deep" | "light" | "admin" | null
    dueDate?: string | null
    dueAt?: string | null
    scheduledDate?: string | null
    estimateMinutes?: number | null
    tags?: Array<string>
    completedAt?: string | null
  }
}

export interface SignUp {
  email: string
  /** 8 to 72 bytes in UTF-8 */
  password: string
  name?: string
  /** IANA time zone */
  timezone?: string
  /** BCP 47 language tag */
  locale?: string
}

export interface Signal {
  id: string
  type: string
  source: string
  externalId: string | null
  /** Its number; a switch is 1 or 0 */
  value: number | null
  /** Its words, where it has no number */
  text: string | null
  unit: string | null
  at: string
  endAt: string | null
  /** Your day on which it ended, where you were when it came */
  day: string
  receivedAt: string
}

export interface SignalCondition {
  type: string
  source: string | null
  text: string | null
  aggregation: "sum" | "max" | "min" | "average" | "last" | "count" | "duration"
  comparison: "gte" | "gt" | "lte" | "lt" | "eq"
  value: number
  unit: string | null
}

export interface SignalFact {
  type: string
  aggregation: "sum" | "max" | "min" | "average" | "last" | "count" | "duration"
  /** Null without a signal that can be read */
  value: number | null
  unit: string | null
  signals: number
  isMet: boolean
}

export interface SignalIngest {
  /** What it is about. The names of Apple Health and Health Connect become their common one, such as `steps` */
  type?: string
  /** Where it comes from */
  source?: string
  /** A number, a switch, or words; words that are a number are one */
  value?: number | boolean | string | null
  unit?: string | null
  /** Now unless said */
  at?: string
  /** Of a span, such as sleep: it belongs to the day on which it ended */
  endAt?: string | null
  /** What its source calls it: sending it again changes it */
  externalId?: string | null
  /** Its source has deleted it; needs its externalId */
  deleted?: boolean
  /** Up to 1000 at once, instead of one. Each is judged by itself. */
  signals?: Array<{
    /** What it is about. The names of Apple Health and Health Connect become their common one, such as `steps` */
    type: string
    /** Where it comes from */
    source?: string
    /** A number, a switch, or words; words that are a number are one */
    value?: number | boolean | string | null
    unit?: string | null
    /** Now unless said */
    at?: string
    /** Of a span, such as sleep: it belongs to the day on which it ended */
    endAt?: string | null
    /** What its source calls it: sending it again changes it */
    externalId?: string | null
    /** Its source has deleted it; needs its externalId */
    deleted?: boolean
  }>
}

export interface SignalPage {
  items: Array<Signal>
  nextCursor: string | null
}

export interface SignalPreview {
  rule: NewSignalRule
  /** Your last so many days */
  days?: number
}

export interface SignalPreviewed {
  days: Array<{
    day: string
    isMet: boolean
    reason: string
    facts: Array<SignalFact>
    /** What would be ticked or logged with */
    amount: number | null
  }>
}

export interface SignalResult {
  /** `superseded`: a later row of this call is the same signal and wins */
  status: "created" | "updated" | "unchanged" | "deleted" | "superseded" | "refused"
  /** Null when it was refused */
  id: string | null
  error: string | null
}

export interface SignalResults {
  /** One for each signal, in the order given */
  results: Array<SignalResult>
  /** Days of rules that are still to be judged, in a moment, by a worker */
  pending: number
}

export interface SignalRule {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  isActive: boolean
  match: "any" | "all" | "at_least"
  /** How many conditions, where match is `at_least` */
  atLeast: number | null
  conditions: Array<SignalCondition>
  action: "tick_habit" | "log_metric" | "create_task"
  /** To tick */
  habitId: string | null
  /** To log */
  metricId: string | null
  taskTitle: string | null
  /** To tick or log with */
  amount: number | null
  /** Instead of an amount: the value of the condition at this place, from 0 */
  amountFrom: number | null
}

export interface SignalRulePage {
  items: Array<SignalRule>
  nextCursor: string | null
}

export interface SignalRulePatch {
  name?: string
  isActive?: boolean
  match?: "any" | "all" | "at_least"
  atLeast?: number | null
  conditions?: Array<NewSignalCondition>
  action?: "tick_habit" | "log_metric" | "create_task"
  habitId?: string | null
  metricId?: string | null
  taskTitle?: string | null
  amount?: number | null
  amountFrom?: number | null
}

export interface SignalRun {
  id: string
  ruleId: string
  day: string
  at: string
  /** `kept`: what somebody else wrote there stands. `withdrawn`: what it had made was taken back */
  outcome: "done" | "corrected" | "withdrawn" | "kept" | "failed"
  reason: string
  facts: Array<SignalFact>
  /** What it made */
  entity: string | null
  entityId: string | null
  value: number | null
}

export interface SignalRunPage {
  items: Array<SignalRun>
  nextCursor: string | null
}

export interface SignedIn {
  user: User
  /** JWT; send it as `Authorization: Bearer …` */
  accessToken: string
  /** Good for one refresh */
  refreshToken: string
  tokenType: "Bearer"
  /** Seconds the access token is good for */
  expiresIn: number
}

export interface Skill {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  name: string
  /** Markdown */
  description: string | null
  category: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  /** Skills that come before it */
  prerequisiteIds: Array<string>
  /** How well these must be mastered before it is unlocked, 0 to 1 */
  requiredMastery: number
  /** Decks of flashcards that it is remembered by, with their parts */
  deckIds: Array<string>
  /** Courses whose topics all belong to it */
  courseIds: Array<string>
  /** Single topics that belong to it */
  topicIds: Array<string>
  /** After so many days without practice half of it is forgotten */
  knowledgeHalfLifeDays: number
  isCompleted: boolean
  completedAt: string | null
  lastVerifiedAt: string | null
  lastOutcome: "passed" | "failed" | null
  /** Verifications passed in a row, each when it was due */
  passes: number
}

export interface SkillDays {
  from: string
  to: string
  /** Days of which anything is known, oldest first */
  days: Array<{
    day: string
    xp: number
    evidence: number
    minutes: number
    /** On the evening of it, as far as known */
    mastery: number | null
  }>
}

export interface SkillEvidence {
  id: string
  kind: "topic" | "review" | "study" | "practice" | "verification"
  /** What it stands for; it counts once until it is taken back */
  source: string
  xp: number
  minutes: number | null
  note: string | null
  at: string
  /** When it was taken back */
  reversedAt: string | null
}

export interface SkillEvidencePage {
  items: Array<SkillEvidence>
  nextCursor: string | null
}

export interface SkillNode {
  skill: Skill
  standing: SkillStanding
  childSkillIds: Array<string>
}

export interface SkillPage {
  items: Array<Skill>
  nextCursor: string | null
}

export interface SkillPatch {
  name?: string
  description?: string | null
  category?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  prerequisiteIds?: Array<string>
  requiredMastery?: number
  deckIds?: Array<string>
  courseIds?: Array<string>
  topicIds?: Array<string>
  knowledgeHalfLifeDays?: number
  isCompleted?: boolean
}

export interface SkillPractice {
  minutes: number
  note?: string | null
  /** Now unless said; not in the future */
  practisedAt?: string
  /** Of your own making: sending it again changes nothing */
  practiceId?: string
}

export interface SkillPractised {
  evidence: SkillEvidence
  standing: SkillStanding
}

export interface SkillStanding {
  skillId: string
  state: "locked" | "learnable" | "learning" | "known" | "mastered"
  /** Every prerequisite is mastered as far as it asks */
  isUnlocked: boolean
  /** Completed, 100 % of it, level master, verified, and less than a quarter forgotten */
  isMastered: boolean
  /** Now, 0 to 1: it fades */
  mastery: number
  /** Of the way, which does not fade */
  progressPercentage: number
  level: "beginner" | "intermediate" | "advanced" | "expert" | "master"
  xp: number
  /** XP; null for a master */
  nextLevelAt: number | null
  /** Share forgotten since the last evidence, 0 to 1 */
  decayRate: number
  /** Its own, doubled by each verification passed in a row */
  halfLifeDays: number
  lastEvidenceAt: string | null
  /** Null as long as there is nothing to verify */
  verificationStatus: "current" | "due" | "lapsed" | null
  /** 7, 30 or 90 days after the last one */
  verifyDueAt: string | null
  cards: {
    total: number
    seen: number
    /** Mean of those seen, by FSRS */
    retrievability: number | null
  }
  topics: {
    total: number
    completed: number
  }
}

export interface SkillTree {
  skills: Array<SkillNode>
  /** From each prerequisite to the skill that builds on it */
  edges: Array<{
    source: string
    target: string
  }>
  totalSkills: number
  unlockedSkills: number
  completedSkills: number
  masteredSkills: number
  categories: Array<{
    category: string | null
    skills: number
    completed: number
    /** Mean, 0 to 1 */
    mastery: number
  }>
}

export interface SkillVerification {
  outcome: "passed" | "failed"
  note?: string | null
}

export interface Sky {
  at: string
  date: string
  zone: string
  place: Place | null
  sun: SunOfDay
  moon: MoonOfDay
  positions: Array<BodyPosition>
  notes: Array<string>
}

export type Snooze = {
  minutes: number
  occurrence?: string
} | {
  until: string
  occurrence?: string
}

export interface Speaking {
  text: string
  /** One of `GET /api/tts/voices`; the usual one unless told */
  voice?: string
  format?: "mp3" | "ogg" | "wav"
  /** 1 is as people talk */
  speed?: number
}

export interface SpokenForm {
  /** wav, mp3, ogg, webm, m4a or flac; at most 10 MB and 5 minutes */
  audio: Blob
  /** A conversation to go on with; absent begins one */
  conversationId?: string
  /** One of `GET /api/tts/voices` */
  voice?: string
  format?: "mp3" | "ogg" | "wav"
}

export interface SpokenReply {
  conversationId: string
  /** The answer, as the conversation keeps it */
  messageId: string
  text: string
  /** `done`, or why it is not whole */
  state: string
  intents: Array<Wish>
  /** Show help before anything else */
  distress: boolean
  actions: Array<WantedAction>
  /** Who answered */
  meta: {
    source: "model" | "rules"
    provider: string | null
    model: string | null
  }
}

export interface StackInQuestion {
  /** Only for these; for all unless told */
  habitIds?: Array<string>
}

export interface StreakRecovery {
  analysis: {
    currentStreak: number
    longestStreak: number
    streakUnit: "day" | "week" | "period"
    lastDoneOn: string | null
    /** Days of the last thirty; null where no single day is asked for */
    recentMisses: number | null
    /** Until it was done again, the middle of all times */
    usualComebackDays: number | null
    pattern: string
  }
  recoveryPlan: Array<{
    step: string
    timeframe: "today" | "this_week" | "next_two_weeks"
    difficulty: "easy" | "moderate" | "challenging"
  }>
  motivationalInsights: Array<string>
  adjustmentSuggestions: Array<string>
  /** Low where there is little to go by */
  confidence: number
}

export interface StudyFinish {
  /** When it really ended, for a timer that was forgotten */
  finishedAt?: string
  note?: string
}

export interface StudySession {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  courseId: string | null
  topicId: string | null
  note: string | null
  state: "running" | "paused" | "finished"
  plannedMinutes: number | null
  startedAt: string
  finishedAt: string | null
  /** Between the pauses; the last one of a running session has no end yet */
  spans: Array<{
    from: string
    to: string | null
  }>
  /** Of the spans that have ended */
  focusSeconds: number
}

export interface StudySessionPage {
  items: Array<StudySession>
  nextCursor: string | null
}

export interface StudySessionPatch {
  courseId?: string | null
  /** Its course follows */
  topicId?: string | null
  note?: string | null
}

export interface StudyStart {
  courseId?: string | null
  /** Its course follows */
  topicId?: string | null
  note?: string | null
  plannedMinutes?: number | null
}

export interface StudyStatistics {
  from: string
  to: string
  minutes: number
  sessions: number
  /** Every day of them, in order */
  days: Array<{
    minutes: number
    sessions: number
    date: string
  }>
  /** Most minutes first; null is what belongs to none */
  courses: Array<{
    minutes: number
    sessions: number
    courseId: string | null
    title: string | null
  }>
}

export interface Subscription {
  /** What you have at this moment */
  plan: "free" | "premium_monthly" | "premium_yearly"
  /** `past_due`: a payment failed and the plan stays until graceEndsAt. `canceled` and `expired`: it is over */
  status: "active" | "past_due" | "canceled" | "expired"
  /** Paid for, or given by an administrator */
  source: "payment" | "grant" | null
  startDate: string | null
  /** When it renews or ends; when it ended, once it is over */
  endDate: string | null
  cancelAtPeriodEnd: boolean
  graceEndsAt: string | null
  trial: {
    endsAt: string
  } | null
  /** Whether plans limit anybody on this server */
  limited: boolean
  /** Whether plans can be bought on this server */
  canCheckout: boolean
  entitlements: Array<Entitlement>
}

export interface SuccessCriterion {
  id: string
  text: string
  targetValue: number | null
  /** Completes when the latest value reaches `targetValue` (or the metric’s own) and reopens when it no longer does */
  metricId: string | null
  /** Completes when this task is done and reopens with it */
  taskId: string | null
  isCompleted: boolean
  completedAt: string | null
}

/** Of that day at the place; null without one, and null is what does not happen */
export type SunOfDay = {
  rise: string | null
  set: string | null
  /** Degrees above the horizon */
  altitude: number
  noon: string | null
  /** Degrees above the horizon */
  noonAltitude: number
  twilight: {
    civil: Twilight
    nautical: Twilight
    astronomical: Twilight
  }
} | null

export interface SupportAccess {
  id: string
  /** Only look, or change things as well */
  scope: "read" | "full"
  minutes: number
  /** Waiting to be used, in use, run out, or ended by somebody */
  state: "waiting" | "open" | "over" | "revoked"
  createdAt: string
  /** Until when the code can be used */
  expiresAt: string
  redeemedAt: string | null
  /** Who used it; in histories `support:<this id>` */
  redeemedBy: string | null
  /** Until when the session may last */
  endsAt: string | null
  endedAt: string | null
  /** How many changes were made with it */
  changes: number
}

export interface SupportAccessPage {
  items: Array<SupportAccess>
  nextCursor: string | null
}

export interface SupportChange {
  /** Of the item that was changed */
  id: string
  seq: number
  entity: string
  op: "create" | "update" | "delete" | "restore"
  at: string
}

export interface SupportChangePage {
  items: Array<SupportChange>
  nextCursor: string | null
}

export interface SupportCode {
  code: string
}

export interface SupportSession {
  id: string
  userId: string
  /** Only look, or change things as well */
  scope: "read" | "full"
  accessToken: string
  tokenType: "Bearer"
  /** Seconds; ask for another token until `endsAt` */
  expiresIn: number
  endsAt: string
}

export interface Suspension {
  /** For the audit log. Name no person in it. */
  reason: string
}

export interface SyncAnswer {
  changes: Array<{
    seq: number
    entity: string
    id: string
    /** Its newest change. You may meet `update` before any `create`: keep the item either way */
    op: "create" | "update" | "delete"
    /** Its newest state, as its collection answers it; null when it is deleted */
    item: Record<string, unknown> | null
  }>
  /** Where to go on; hand it back unchanged */
  nextSince: number
  hasMore: boolean
  /** Names this line of history. When it changes, start again from 0 */
  epoch: string
}

export interface SyncPush {
  operations: Array<{
    /** Yours, once for this operation: sent again it does nothing and answers the same */
    opId: string
    entity: string
    /** UUID of version 4, 5 or 7; for `create` you choose it */
    id: string
    op: "create" | "update" | "delete"
    /** The `version` your edit was made on; without it the last writer wins */
    baseVersion?: number | null
    /** As in the body of POST or PATCH of the collection */
    fields?: Record<string, unknown>
  }>
}

export interface SyncResults {
  results: Array<{
    opId: string
    /** `applied`: done as sent. `merged`: others had changed other fields meanwhile; all of yours are in. `conflict`: what is listed under `conflicts` was not done, the rest was. `rejected`: nothing was done; see `error`. */
    status: "applied" | "merged" | "conflict" | "rejected"
    /** As it is now; null when it is deleted or not yours */
    item: Record<string, unknown> | null
    conflicts: Array<{
      field: string
      yours: unknown
      theirs: unknown
    }>
    error: {
      code: "invalid_input" | "malformed_json" | "unauthenticated" | "quota_exceeded" | "payment_failed" | "forbidden" | "subscription_limit_exceeded" | "not_found" | "method_not_allowed" | "not_acceptable" | "conflict" | "gone" | "precondition_failed" | "too_large" | "unsupported_media_type" | "range_not_satisfiable" | "unprocessable" | "precondition_required" | "rate_limited" | "internal" | "unavailable"
      detail: string
      errors: Array<{
        path: string
        message: string
      }>
    } | null
    /** This operation had been done before; this is what it came to then */
    replayed: boolean
  }>
}

export interface TargetHealth {
  lastSuccessAt: string | null
  lastFailureAt: string | null
  lastError: string | null
  consecutiveFailures: number
}

export interface Task {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  description: string | null
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  priority: "p1" | "p2" | "p3" | "p4"
  status: "backlog" | "not_started" | "in_progress" | "blocked" | "on_hold" | "done" | "cancelled"
  energy: "deep" | "light" | "admin" | null
  dueDate: string | null
  dueAt: string | null
  scheduledDate: string | null
  estimateMinutes: number | null
  parentTaskId: string | null
  position: number
  tags: Array<string>
  goalIds: Array<string>
  projectIds: Array<string>
  recurrence: Recurrence | null
  /** Shared by all instances of a recurring task: the id of the first */
  seriesId: string | null
  /** Which instance of its series this is, from 1 */
  occurrence: number
  /** Days on which it was due and not done since the instance before */
  missedDates: Array<string>
  /** Unfinished tasks it waits for */
  openBlockers: number
  /** Points of its own; null means the formula decides */
  pointValue: number | null
  pointsAwarded: number
  completedAt: string | null
}

export interface TaskAnalytics {
  from: string
  to: string
  granularity: "day" | "week" | "month"
  timezone: string
  totals: {
    /** Tasks made */
    created: number | null
    /** Tasks completed */
    completed: number | null
    /** Minutes that the completed tasks were estimated at */
    estimateMinutes: number | null
    /** Points from tasks alone, less what was taken back */
    pointsEarned: number | null
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    created: number | null
    completed: number | null
    estimateMinutes: number | null
    pointsEarned: number | null
  }
  /** As many days before the first one */
  previous: {
    from: string
    to: string
    totals: {
      /** Tasks made */
      created: number | null
      /** Tasks completed */
      completed: number | null
      /** Minutes that the completed tasks were estimated at */
      estimateMinutes: number | null
      /** Points from tasks alone, less what was taken back */
      pointsEarned: number | null
    }
  }
  /** Against the previous period */
  change: {
    created: {
      absolute: number | null
      percent: number | null
    }
    completed: {
      absolute: number | null
      percent: number | null
    }
    estimateMinutes: {
      absolute: number | null
      percent: number | null
    }
    pointsEarned: {
      absolute: number | null
      percent: number | null
    }
  }
  /** Every day, week or month of the span */
  series: Array<{
    from: string
    to: string
    /** Tasks made */
    created: number | null
    /** Tasks completed */
    completed: number | null
    /** Minutes that the completed tasks were estimated at */
    estimateMinutes: number | null
    /** Points from tasks alone, less what was taken back */
    pointsEarned: number | null
  }>
  /** Days one after the other on which something was done */
  streak: {
    /** Up to `to`; a present day that is still empty breaks nothing */
    current: number
    /** In the 400 days up to `to` */
    longest: number
    /** Within the span */
    activeDays: number
  }
}

export interface TaskBatch {
  operations: Array<{
    op: "create"
    task: NewTask
  } | {
    op: "update"
    id: string
    fields: TaskPatch
  } | {
    op: "complete"
    id: string
  } | {
    op: "delete"
    id: string
  }>
}

export interface TaskBatchResult {
  results: Array<{
    op: string
    task: Task | null
  }>
}

export interface TaskBreakdown {
  /** In the order of doing */
  subtasks: Array<{
    title: string
    estimateMinutes: number | null
  }>
  /** The sum, when every step has an estimate */
  totalMinutes: number | null
  reasoning: string
  confidence: number
}

export interface TaskCategory {
  area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  confidence: number
  reasoning: string
  alternatives: Array<{
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    subCategory: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
    confidence: number
  }>
}

export interface TaskDependencies {
  blockedBy: Array<{
    id: string
    title: string
    status: "backlog" | "not_started" | "in_progress" | "blocked" | "on_hold" | "done" | "cancelled"
    priority: "p1" | "p2" | "p3" | "p4"
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    estimateMinutes: number | null
  }>
  blocks: Array<{
    id: string
    title: string
    status: "backlog" | "not_started" | "in_progress" | "blocked" | "on_hold" | "done" | "cancelled"
    priority: "p1" | "p2" | "p3" | "p4"
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    estimateMinutes: number | null
  }>
}

export interface TaskDependency {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  taskId: string
  dependsOnTaskId: string
}

export interface TaskDependencyAdvice {
  /** Open tasks it could wait for, the surest first; without those it waits for already */
  suggestions: Array<{
    taskId: string
    taskTitle: string
    reasoning: string
    /** Whether it has to come first, and would not only help */
    isBlocking: boolean
    /** Low where there is little to go by */
    confidence: number
  }>
  /** What has to come first and is no task yet */
  newTasksSuggested: Array<{
    title: string
    description: string | null
    reasoning: string
  }>
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface TaskEstimate {
  estimateMinutes: number
  lowMinutes: number
  highMinutes: number
  confidence: number
  reasoning: string
  /** Your own tasks that are most like it */
  basedOn: Array<{
    taskId: string
    title: string
    estimateMinutes: number
  }>
}

/** Edges run from the task that must be finished to the one that waits */
export interface TaskGraph {
  nodes: Array<{
    id: string
    title: string
    status: "backlog" | "not_started" | "in_progress" | "blocked" | "on_hold" | "done" | "cancelled"
    priority: "p1" | "p2" | "p3" | "p4"
    area: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
    estimateMinutes: number | null
  }>
  edges: Array<{
    source: string
    target: string
  }>
}

export interface TaskInQuestion {
  taskId?: string
  title?: string
  description?: string
}

export interface TaskOccurrences {
  items: Array<{
    date: string
    at: string | null
    state: "done" | "missed" | "open" | "upcoming" | "skipped"
    taskId: string | null
  }>
}

export interface TaskPage {
  items: Array<Task>
  nextCursor: string | null
}

export interface TaskPatch {
  title?: string
  description?: string | null
  area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job" | null
  subCategory?: "physical" | "mental" | "spiritual" | "nutrition" | "sleep" | "exercise" | "income" | "expenses" | "investments" | "debt" | "net_worth" | "romantic" | "family" | "friends" | "social" | "joy" | "gratitude" | "purpose" | "peace" | "productivity" | "organization" | "systems" | "habits" | "career" | "skills" | "projects" | "performance" | null
  priority?: "p1" | "p2" | "p3" | "p4"
  status?: "backlog" | "not_started" | "in_progress" | "blocked" | "on_hold" | "done" | "cancelled"
  energy?: "deep" | "light" | "admin" | null
  dueDate?: string | null
  dueAt?: string | null
  scheduledDate?: string | null
  estimateMinutes?: number | null
  parentTaskId?: string | null
  position?: number
  tags?: Array<string>
  goalIds?: Array<string>
  projectIds?: Array<string>
  recurrence?: NewRecurrence | null
  pointValue?: number | null
  /** When it was really done, for offline devices and imports; only with status `done` */
  completedAt?: string | null
}

export interface TaskPoints {
  /** By the formula, whatever the task’s own value */
  pointValue: number
  /** Points that were set by hand and win over the formula */
  ownValue: number | null
  breakdown: {
    /** Ten a minute */
    basePoints: number
    priorityMultiplier: number
    areaMultiplier: number
    /** By length: 1.2 from an hour on, 1.5 from two */
    complexityMultiplier: number
    /** The formula knows nothing of skill */
    skillMultiplier: 1
  }
  estimateMinutes: number
  /** Given with the task or the question; from your own tasks; or half an hour, which is assumed without any */
  estimateSource: "given" | "like_tasks" | "assumed"
  reasoning: string
  /** Low where there is little to go by */
  confidence: number
}

export interface TaskPriorities {
  /** What to do first stands first; what cannot start yet stands last */
  items: Array<{
    taskId: string
    title: string
    /** What it is now */
    priority: "p1" | "p2" | "p3" | "p4"
    suggested: "p1" | "p2" | "p3" | "p4"
    urgency: number
    impact: number
    /** False while it waits for another task */
    canStart: boolean
    reason: string
  }>
  confidence: number
}

export interface TaskText {
  text: string
}

export interface TaskUnblocking {
  blockers: Array<{
    taskId: string
    title: string
    status: string
    /** How many steps before the task it stands */
    distance: number
    /** Unfinished tasks that it waits for itself */
    waitsFor: number
  }>
  /** The longest way through the blockers; null when one on it has no estimate */
  minutesToUnblock: number | null
  /** What to do next, the first first */
  actions: Array<{
    action: "start" | "finish" | "resume" | "estimate" | "name_blocker"
    taskId: string
    reason: string
  }>
  explanation: string
  confidence: number
}

export interface TestResult {
  delivered: boolean
  /** What the other side answered, where it answers in numbers */
  status: number | null
  error: string | null
  durationMs: number
}

export interface TierChange {
  tier: "free" | "premium_monthly" | "premium_yearly"
  /** For good when null */
  until?: string | null
  /** For the audit log. Name no person in it. */
  reason: string
}

export interface TileMove {
  /** Right after this one; null is the first place */
  afterId: string | null
}

export interface TileOnBoard {
  caption?: string | null
  goalId?: string | null
  /** Of what a picture is to be made */
  prompt?: string
  /** Of the generated picture; square unless said */
  shape?: "square" | "landscape" | "portrait"
  /** An image among your files */
  fileId?: string
  /** What a card says */
  statement?: string
  /** Right after this one; null is the first place, and the last unless said */
  afterId?: string | null
}

export interface TileOrder {
  /** They stand one after the other in this order */
  tileIds: Array<string>
  /** Right after this one; null is the first place */
  afterId?: string | null
}

export interface TileRetry {
  /** Other words than before */
  prompt?: string
  shape?: "square" | "landscape" | "portrait"
}

export interface Today {
  /** The day in your zone */
  date: string
  timezone: string
  /** When the day begins */
  from: string
  /** When it ends */
  to: string
  /** Parts that could not be had this time; each of them is null */
  failed: Array<"tasks" | "habits" | "schedule" | "reminders" | "logbook" | "wallet">
  tasks: DayTasks | null
  habits: DayHabits | null
  agenda: DayAgenda | null
  logbook: DayLogbook | null
  wallet: DayWallet | null
}

export interface TokenPair {
  /** JWT; send it as `Authorization: Bearer …` */
  accessToken: string
  /** Good for one refresh */
  refreshToken: string
  tokenType: "Bearer"
  /** Seconds the access token is good for */
  expiresIn: number
}

export interface ToolPolicy {
  tool: string
  title: string
  description: string
  /** `destructive` takes something away, `outbound` leaves this server: both are always asked for */
  effect: "read" | "write" | "destructive" | "outbound"
  /** What holds: `ask` first, `auto` by itself, or `never` */
  policy: "ask" | "auto" | "never"
  /** `auto` cannot be chosen */
  alwaysAsks: boolean
}

export interface ToolPolicyList {
  items: Array<ToolPolicy>
}

export interface TopicInModule {
  title: string
  /** Markdown */
  content?: string
  estimatedHours?: number | null
  isCompleted?: boolean
  /** Right after this one; null is the first place, and the last unless said */
  afterId?: string | null
}

export interface TopicMove {
  /** Right after this one; null is the first place */
  afterId: string | null
  /** Into this module of the same course; its own unless said */
  moduleId?: string
}

export interface Transcript {
  text: string
  /** BCP 47 */
  language: string | null
  durationSeconds: number
  segments: Array<{
    text: string
    startSeconds: number
    endSeconds: number
  }>
  /** Nobody says anything in it */
  noSpeech: boolean
  /** `embedded` is a small model that misses words: let somebody look it over before anything is done with it */
  meta: {
    /** Who wrote it down; null when there was nothing */
    provider: string | null
    model: string | null
  }
}

export interface TrashPage {
  items: Array<TrashedItem>
  nextCursor: string | null
}

export interface TrashedItem {
  entity: string
  id: string
  deletedAt: string
  item: Record<string, unknown>
}

export interface TriggerAdvice {
  currentTriggerAnalysis: {
    /** Whether one can tell which moment is meant */
    clarity: number
    /** Whether somebody else could see the moment come */
    observability: number
    /** Whether it is done at the same time; null with fewer than five logs on their own day */
    consistency: number | null
    issues: Array<string>
  }
  optimizedTriggers: Array<{
    trigger: string
    type: "time" | "location" | "preceding_action" | "emotional_state" | "person"
    specificity: "low" | "medium" | "high"
    effectiveness: "low" | "medium" | "high"
    implementation: string
  }>
  environmentalCues: Array<string>
  /** Low where there is little to go by */
  confidence: number
}

export interface Twilight {
  dawn: string | null
  dusk: string | null
}

export interface TwoFactorCode {
  code: string
}

export interface TwoFactorProof {
  /** Left out by accounts that have no password */
  password?: string
  /** The code of the app, or a recovery code */
  code: string
}

export interface TwoFactorSetup {
  /** Base32 */
  secret: string
  /** Show it as a QR code */
  otpauthUrl: string
}

export interface TwoFactorState {
  enabled: boolean
  enabledAt: string | null
  recoveryCodesLeft: number
}

export interface Understanding {
  intents: Array<Intent>
  /** Whether it has words of acute crisis: show help before anything else */
  distress: boolean
  meta: {
    source: "rules"
    provider: null
    model: null
    cached: false
    usage: null
  }
}

export interface Undone {
  entity: string
  id: string
  /** As it is now; null when undoing took it to the trash */
  item: Record<string, unknown> | null
}

export interface UndoneImport {
  /** Items that went to the trash */
  removed: number
  /** Items that you have changed since, which stay */
  kept: number
}

export interface UnreadCount {
  /** For the badge */
  unread: number
}

export interface UpcomingReminder {
  at: string
  /** On the wall clock, as the rule says */
  local: string
  state: "scheduled" | "fired" | "caught_up" | "missed" | "skipped" | "done" | "snoozed"
  reason: string | null
  reminderId: string
  title: string
  priority: "p1" | "p2" | "p3" | "p4"
  category: string | null
}

export interface UpcomingReminders {
  items: Array<UpcomingReminder>
}

export interface User {
  id: string
  version: number
  /** Null when another provider sent the person without a usable one */
  email: string | null
  emailVerifiedAt: string | null
  name: string | null
  avatarUrl: string | null
  role: "user" | "support" | "admin"
  tier: "free" | "premium_monthly" | "premium_yearly"
  timezone: string
  locale: string
  /** When the day begins for this person: work after midnight counts to the day before */
  dayStartsAt: string
  weekStartsOn: "mo" | "tu" | "we" | "th" | "fr" | "sa" | "su"
  createdAt: string
  updatedAt: string
}

export interface UserPatch {
  name?: string | null
  /** IANA time zone */
  timezone?: string
  /** BCP 47 language tag */
  locale?: string
  /** Time of day, HH:mm */
  dayStartsAt?: string
  weekStartsOn?: "mo" | "tu" | "we" | "th" | "fr" | "sa" | "su"
  avatarUrl?: string | null
}

export interface Utterance {
  text: string
}

export interface VisionBoard {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  title: string
  description: string | null
  /** How a client lays out its tiles */
  layout: "grid" | "masonry" | "collage" | "slides"
  /** How long a slide show stays with one tile */
  slideSeconds: number
  /** The goal that it is about, if it is about one */
  goalId: string | null
  isArchived: boolean
}

export interface VisionBoardPage {
  items: Array<VisionBoard>
  nextCursor: string | null
}

export interface VisionBoardPatch {
  title?: string
  description?: string | null
  layout?: "grid" | "masonry" | "collage" | "slides"
  slideSeconds?: number
  goalId?: string | null
  isArchived?: boolean
}

export interface VisionSlide {
  tile: VisionTile
  /** Of the picture, for ten minutes; null for a card */
  url: string | null
  thumbnailUrl: string | null
}

export interface VisionSlides {
  board: VisionBoard
  items: Array<VisionSlide>
  /** When the addresses end */
  expiresAt: string
  /** Of those for the goals of the board, the one whose turn it is today */
  affirmation: {
    id: string
    text: string
  } | null
}

export interface VisionTile {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  boardId: string
  /** A file of yours, a picture made of words, or a card */
  kind: "image" | "generated" | "statement"
  caption: string | null
  /** Of a card: what it says */
  statement: string | null
  /** Of a generated picture */
  prompt: string | null
  shape: "square" | "landscape" | "portrait"
  /** Its picture; `GET /api/files/{id}/url` makes an address of it */
  fileId: string | null
  goalId: string | null
  /** A fractional index: its place on the board, whose tiles stand in the order of these texts byte by byte */
  position: string
  /** `queued` and `drawing` change by themselves; `failed` and `canceled` can be tried again */
  state: "queued" | "drawing" | "ready" | "failed" | "canceled"
  /** Whole percent of the steps to the picture */
  progress: number
  failureReason: "unavailable" | "quota_exceeded" | "interrupted" | "file_deleted" | "storage" | "internal" | null
  /** The same in words for whoever looks at the board */
  failureDetail: string | null
  /** Of a generated picture: a model that looked at the prompt, or a procedure that took no more than its mood from it */
  drawnBy: "model" | "procedure" | null
  provider: string | null
  model: string | null
}

export interface VisionTilePage {
  items: Array<VisionTile>
  nextCursor: string | null
}

export interface VisionTilePatch {
  caption?: string | null
  goalId?: string | null
  /** Of a card alone */
  statement?: string
  /** Of a tile with a file of yours alone */
  fileId?: string
  /** A fractional index: its place on the board, whose tiles stand in the order of these texts byte by byte */
  position?: string
}

export interface Voice {
  id: string
  provider: string
  language: string
  description: string
  /** Speaks unless another is asked for */
  isUsual: boolean
}

export interface VoiceNoteForm {
  /** wav, mp3, ogg, webm, m4a or flac; at most 10 MB and 5 minutes */
  audio: Blob
  /** How what was said begins, when absent */
  title?: string
  /** Separated by commas */
  tags?: string
}

export interface Voices {
  items: Array<Voice>
}

export interface Wallet {
  /** Points to spend: the sum of all transactions, never below zero */
  balance: number
  /** All that was ever earned; each source counts once, and taking back does not lower it */
  lifetimeEarned: number
  /** All that was ever spent; undoing does not lower it */
  lifetimeSpent: number
}

export interface WalletTransaction {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  at: string
  kind: "earn" | "spend" | "refund" | "reversal" | "settlement" | "adjustment"
  /** By how much the balance changed */
  amount: number
  /** Points that could not be taken back because they were spent; below zero when they are paid for */
  owed: number
  /** What it stands for, such as `task:<id>`; it stands for it once until it is reversed */
  source: string
  description: string
  /** What kind of item it is about */
  entity: string | null
  entityId: string | null
  /** The transaction that it takes back */
  reversesId: string | null
  reversedAt: string | null
}

export interface WalletTransactionPage {
  items: Array<WalletTransaction>
  nextCursor: string | null
}

export interface WantedAction {
  /** Under `/api/chat/actions`, where it is approved, rejected or taken back */
  id: string
  tool: string
  arguments: Record<string, unknown>
  /** Nothing is changed before it is `done` */
  state: "done" | "failed" | "awaiting_approval" | "refused"
}

export interface Weather {
  place: Place
  /** Of the place */
  timezone: string
  current: CurrentWeather
  /** The next 48 hours */
  hourly: Array<WeatherHour>
  daily: Array<WeatherDay>
  fetchedAt: string
  /** Since the provider was asked */
  ageSeconds: number
  /** Older than it should be, because the provider cannot be asked at the moment */
  isStale: boolean
  attribution: string
}

export interface WeatherDay {
  date: string
  minC: number | null
  maxC: number | null
  precipitationMm: number | null
  precipitationProbabilityPercent: number | null
  maxWindKmh: number | null
  uvIndexMax: number | null
  sunrise: string | null
  sunset: string | null
  /** WMO code 4677 */
  code: number | null
  /** In words; null where the provider did not say */
  condition: string | null
}

export interface WeatherHour {
  at: string
  /** On the clock of the place */
  local: string
  temperatureC: number | null
  feelsLikeC: number | null
  precipitationProbabilityPercent: number | null
  precipitationMm: number | null
  windKmh: number | null
  /** WMO code 4677 */
  code: number | null
  /** In words; null where the provider did not say */
  condition: string | null
}

export interface WebPushKey {
  /** `applicationServerKey` for `pushManager.subscribe` */
  publicKey: string
}

export interface WeekInQuestion {
  /** Any day of the week; today unless told */
  date?: string
}

export interface WeekdayMoods {
  from: string
  to: string
  timezone: string
  /** From the first of your weeks */
  weekdays: Array<{
    weekday: "mo" | "tu" | "we" | "th" | "fr" | "sa" | "su"
    /** Entries in the logbook */
    entries: number | null
    /** Entries in a low mood */
    low: number | null
    /** Entries in a steady mood */
    steady: number | null
    /** Entries in a high mood */
    high: number | null
    /** Mean mood: low is 1, steady 2, high 3 */
    mood: number | null
    /** Mean energy, 1 to 10 */
    energy: number | null
    /** Entries in the journal; private ones count for you in person alone */
    journalEntries: number | null
    /** Mean mood of the journal, 1 to 10 */
    journalMood: number | null
  }>
}

export interface WeeklyReview {
  from: string
  /** Today, as long as the week is not over */
  to: string
  weekSummary: string
  achievements: Array<{
    description: string
    impact: "low" | "medium" | "high"
    /** The area of life, `habits`, or null */
    category: string | null
    entity: "task" | "goal" | null
    entityId: string | null
  }>
  challenges: Array<{
    kind: "overdue" | "habits" | "low_days" | "unwritten"
    description: string
    lessons: string
    futureAction: string
  }>
  insights: Array<string>
  metrics: {
    tasksCompleted: number
    /** In as many days of the week before */
    tasksBefore: number
    /** Share of what was due, 0 to 1 */
    habitConsistency: number | null
    habitConsistencyBefore: number | null
    energyAverage: number | null
    moodPattern: "low" | "steady" | "high" | null
    daysWritten: number
  }
  nextWeekFocus: Array<{
    /** Of life; null for what has none */
    area: string | null
    objective: string
    actions: Array<string>
  }>
  /** Low where there is little to go by */
  confidence: number
}

/** As `POST /api/intent/classify` tells it */
export interface Wish {
  type: string
  confidence: number
  entities: Record<string, unknown>
  text: string
}

export interface ZodiacPoint {
  /** Degrees of the ecliptic from the equinox of date */
  longitude: number
  sign: "aries" | "taurus" | "gemini" | "cancer" | "leo" | "virgo" | "libra" | "scorpio" | "sagittarius" | "capricorn" | "aquarius" | "pisces"
  degreesInSign: number
}
