// Made from openapi.json by `npm run openapi`. Changes here are lost.

export interface AcceptedProposal {
  proposal: ScheduleProposal
  blockIds: Array<string>
}

export interface AccountDeletion {
  password?: string
  /** For accounts that have no password */
  confirm?: "delete my account"
}

export interface AdjustedWallet {
  transaction: WalletTransaction
  balance: number
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

export interface AiCapabilities {
  text: {
    /** `model`: a model answers. `rules`: fixed rules answer. `none`: this server cannot do it */
    level: "model" | "rules" | "none"
    /** In the order in which they are asked; `resting` has failed and is left alone for a while */
    providers: Array<{
      name: string
      model: string
      state: "answering" | "resting"
    }>
  }
  embeddings: {
    /** `model`: a model answers. `rules`: fixed rules answer. `none`: this server cannot do it */
    level: "model" | "rules" | "none"
  }
  speech: {
    /** `model`: a model answers. `rules`: fixed rules answer. `none`: this server cannot do it */
    level: "model" | "rules" | "none"
  }
  transcription: {
    /** `model`: a model answers. `rules`: fixed rules answer. `none`: this server cannot do it */
    level: "model" | "rules" | "none"
  }
  images: {
    /** `model`: a model answers. `rules`: fixed rules answer. `none`: this server cannot do it */
    level: "model" | "rules" | "none"
  }
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

export interface AiTasksBreakdownAnswer {
  result: TaskBreakdown
  meta: AiMeta
}

export interface AiTasksCategorizeAnswer {
  result: TaskCategory
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

export interface CriterionPatch {
  text?: string
  targetValue?: number | null
  metricId?: string | null
  taskId?: string | null
  isCompleted?: boolean
  /** When it was met, if not now */
  completedAt?: string | null
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

export interface GoalLink {
  kind: "task" | "metric" | "habit" | "project"
  entityId: string
}

export interface GoalLinkPage {
  items: Array<GoalLink>
  nextCursor: string | null
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

export interface HabitDay {
  state?: "done" | "skipped" | "missed"
  /** Of the unit of the target */
  amount?: number | null
  note?: string | null
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
    date: string
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

export interface HistoryEntry {
  /** The change's number in your feed: `POST /api/changes/{seq}/undo` undoes it */
  seq: number
  op: "create" | "update" | "delete" | "restore"
  at: string
  /** `user` for you in person; otherwise who acted for you: `api_key:<id>`, `job:<name>` */
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

export interface MetricProgress {
  current: number | null
  target: number | null
  /** 0 to 100; 0 without a target or a log */
  percent: number
  remaining: number | null
  /** Within a fifth of the target, or no target */
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
  }
  /** Amounts by the days that have come; means and shares as they are */
  averages: {
    entries: number | null
    low: number | null
    steady: number | null
    high: number | null
    mood: number | null
    energy: number | null
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

export interface NewAdjustment {
  /** Points to add, or (below zero) to take away */
  amount: number
  description: string
  entity?: string | null
  entityId?: string | null
}

export interface NewApiKey {
  name: string
  /** `<collection>:read`, `<collection>:write`, or `*` for everything */
  scopes: Array<string>
  /** Days until the key expires */
  expiresInDays?: number
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

export interface OccurrenceBody {
  /** One of the series, by the local start that the rule gives it */
  occurrence: string
}

export type OccurrenceChoice = {
  /** `at` or `local` of one occurrence; else the one that is due */
  occurrence?: string
} | null

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
  /** These open tasks; otherwise all that are due or scheduled, and what they wait for */
  taskIds?: Array<string>
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
  }
  privacy: {
    friendRequests: boolean
    receiveSharedItems: boolean
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
  } | null
  privacy?: {
    friendRequests?: boolean | null
    receiveSharedItems?: boolean | null
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
  code: "invalid_input" | "malformed_json" | "unauthenticated" | "quota_exceeded" | "forbidden" | "not_found" | "method_not_allowed" | "not_acceptable" | "conflict" | "gone" | "precondition_failed" | "too_large" | "unsupported_media_type" | "unprocessable" | "precondition_required" | "rate_limited" | "internal" | "unavailable"
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
    taskId: string
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
    taskId: string
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

export type Snooze = {
  minutes: number
  occurrence?: string
} | {
  until: string
  occurrence?: string
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
      code: "invalid_input" | "malformed_json" | "unauthenticated" | "quota_exceeded" | "forbidden" | "not_found" | "method_not_allowed" | "not_acceptable" | "conflict" | "gone" | "precondition_failed" | "too_large" | "unsupported_media_type" | "unprocessable" | "precondition_required" | "rate_limited" | "internal" | "unavailable"
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
    /** Points from tasks, habits and metrics, less what was taken back */
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
      /** Points from tasks, habits and metrics, less what was taken back */
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
    /** Points from tasks, habits and metrics, less what was taken back */
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

export interface WebPushKey {
  /** `applicationServerKey` for `pushManager.subscribe` */
  publicKey: string
}
