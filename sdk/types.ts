// Made from openapi.json by `npm run openapi`. Changes here are lost.

export interface AccountDeletion {
  password?: string
  /** For accounts that have no password */
  confirm?: "delete my account"
}

export interface Agenda {
  items: Array<ScheduleOccurrence>
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

/** An instant (kept on the wall clock of your zone), or a wall clock in a zone; zone null floats with you. A day without a time is whole days. */
export type BlockStart = {
  at: string
} | {
  local: string
  zone: string | null
}

export interface CalendarFeed {
  createdAt: string
}

/** An iCalendar text (RFC 5545) of at most 5 MB and 5,000 events; send it as text/calendar, or within JSON */
export interface CalendarFile {
  ics: string
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
    /** Null without members */
    criteria: {
      done: number
      total: number
      percent: number
    } | null
    /** Null without members */
    tasks: {
      done: number
      total: number
      percent: number
    } | null
    /** Null without members */
    metrics: {
      done: number
      total: number
      percent: number
    } | null
    /** Null without members */
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

export interface TestResult {
  delivered: boolean
  /** What the other side answered, where it answers in numbers */
  status: number | null
  error: string | null
  durationMs: number
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

export interface WebPushKey {
  /** `applicationServerKey` for `pushManager.subscribe` */
  publicKey: string
}
