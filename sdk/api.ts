// Made from openapi.json by `npm run openapi`. Changes here are lost.
import type * as types from './types.ts'

/** Every operation of the API, by its operationId. */
export interface Api {
  /** Read the keys that verify access tokens. A JSON Web Key Set (RFC 7517). A new key stands here some minutes before it signs. */
  getSigningKeys(): Promise<types.JwkSet>

  /** Read what questions to models took */
  getAiSpend(input?: { query?: { from?: string; to?: string } }): Promise<types.AiSpend>

  /** Take what models took along as CSV */
  exportAiSpend(input?: { query?: { from?: string; to?: string } }): Promise<string>

  /** Read what those who run this server did. Newest first. Nobody can change it, administrators neither. */
  listAudit(input?: { query?: { limit?: number; cursor?: string; actorId?: string; targetId?: string; action?: string; from?: string; to?: string } }): Promise<types.AuditPage>

  /** Take the log along as CSV */
  exportAudit(input?: { query?: { actorId?: string; targetId?: string; action?: string; from?: string; to?: string } }): Promise<string>

  /** Check that the log is whole. A chain of hashes shows what was changed or cut out. What was cut off at its end shows to whoever kept the hash of an entry: the newest is answered here, and told to the server’s own log whenever it moved. */
  checkAudit(input?: { query?: { kept?: string } }): Promise<types.AuditIntegrity>

  /** List what the payment provider has sent. Newest first, with what became of each. For administrators and support. */
  listBillingEvents(input?: { query?: { limit?: number; cursor?: string; outcome?: "waiting" | "applied" | "ignored" | "unknown_customer" } }): Promise<types.BillingEventPage>

  /** List jobs that failed for good. Kept for 30 days. What a job was given is not shown: it may hold links and codes. */
  listDeadLetters(input?: { query?: { limit?: number; cursor?: string; queue?: string } }): Promise<types.DeadLetterPage>

  /** Run failed jobs again. They go back to their queues with all their attempts, the oldest thousand at most. */
  redriveDeadLetters(input: { idempotencyKey?: string; body: types.Redrive }): Promise<types.Redriven>

  /** List feature flags */
  listFlags(): Promise<types.AdminFlags>

  /** Read a feature flag */
  getFlag(input: { key: string }): Promise<types.AdminFlag>

  /** Set a feature flag. New or not; what is not given goes back to its default. Heard of everywhere within seconds. */
  putFlag(input: { key: string; body: types.FlagInput }): Promise<types.AdminFlag>

  /** Delete a feature flag. What asks for it finds it off. */
  deleteFlag(input: { key: string }): Promise<void>

  /** Read who comes, stays and uses what */
  getGrowth(input?: { query?: { from?: string; to?: string } }): Promise<types.Growth>

  /** Take growth along as CSV */
  exportGrowth(input?: { query?: { from?: string; to?: string } }): Promise<string>

  /** List the job queues and what stands in them */
  listJobQueues(): Promise<types.JobQueues>

  /** Add a resource to the catalogue */
  createCatalogueResource(input: { idempotencyKey?: string; body: types.NewCatalogueResource }): Promise<types.CatalogueResource>

  /** Change a resource of the catalogue. What users have saved of it stays as it was. */
  updateCatalogueResource(input: { id: string; body: types.CataloguePatch }): Promise<types.CatalogueResource>

  /** Take a resource out of the catalogue. What users have saved of it stays. */
  deleteCatalogueResource(input: { id: string }): Promise<void>

  /** Read what comes in */
  getRevenue(input?: { query?: { from?: string; to?: string } }): Promise<types.Revenue>

  /** Take revenue along as CSV */
  exportRevenue(input?: { query?: { from?: string; to?: string } }): Promise<string>

  /** Find people */
  listUsers(input?: { query?: { limit?: number; cursor?: string; q?: string; role?: "user" | "support" | "admin"; status?: "active" | "suspended" | "erasing"; tier?: "free" | "premium_monthly" | "premium_yearly"; createdFrom?: string; createdTo?: string } }): Promise<types.AdminUserPage>

  /** Read about a person. How much they use, never what they keep here. */
  getUser(input: { id: string }): Promise<types.AdminUserDetail>

  /** Give a person another role. They sign in anew. The last administrator stays one. */
  changeRole(input: { id: string; body: types.RoleChange }): Promise<types.AdminUserDetail>

  /** Mail a person the code for their address again */
  resendVerificationToUser(input: { id: string; idempotencyKey?: string; body: types.Because }): Promise<void>

  /** Sign a person out everywhere */
  signOutUser(input: { id: string; idempotencyKey?: string; body: types.Because }): Promise<void>

  /** Shut a person out. Every session, key, token and socket of theirs is dead within five seconds, everywhere; nothing is sent to them meanwhile. */
  suspendUser(input: { id: string; idempotencyKey?: string; body: types.Suspension }): Promise<types.AdminUserDetail>

  /** Give a person a plan by hand. `free` takes back what was given by hand, and leaves what they pay for. */
  giveTier(input: { id: string; body: types.TierChange }): Promise<types.AdminUserDetail>

  /** Let a person in again */
  unsuspendUser(input: { id: string; idempotencyKey?: string; body: types.Because }): Promise<types.AdminUserDetail>

  /** List affirmations */
  listAffirmations(input?: { query?: { limit?: number; cursor?: string; category?: "self_worth" | "confidence" | "calm" | "gratitude" | "health" | "relationships" | "work" | "growth" | "other"; favorite?: string; active?: string; goalId?: string; q?: string } }): Promise<types.AffirmationPage>

  /** Keep an affirmation */
  createAffirmation(input: { idempotencyKey?: string; body: types.NewAffirmation }): Promise<types.Affirmation>

  /** Read an affirmation */
  getAffirmation(input: { id: string }): Promise<types.Affirmation>

  /** Change an affirmation. An absent field keeps its value, null clears it. */
  updateAffirmation(input: { id: string; ifMatch?: number; body: types.AffirmationPatch }): Promise<types.Affirmation>

  /** Move an affirmation to the trash */
  deleteAffirmation(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a affirmation. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getAffirmationHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a affirmation out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreAffirmation(input: { id: string; idempotencyKey?: string }): Promise<types.Affirmation>

  /** Read which affirmation was shown on which day */
  listAffirmationPicks(input?: { query?: { from?: string; to?: string } }): Promise<types.AffirmationPickList>

  /** Ask for the affirmation of your day. The same on every device for the whole day. None comes again before all that take turns have been shown. */
  getDailyAffirmation(): Promise<types.DailyAffirmation>

  /** Draft affirmations from your own goals and answers. Without a model: sentences filled with your own words, and each says with which. Nothing is kept: save those that you want to hear again. */
  aiAffirmationsGenerate(input: { idempotencyKey?: string; body: types.AffirmationsWanted }): Promise<types.AiAffirmationsGenerateAnswer>

  /** Begin to think out a goal. Answers questions to ask and a proposal of goal, criteria, habits and metrics. Nothing is made yet. */
  beginGoalDraft(input: { idempotencyKey?: string; body: types.NewGoalDraft }): Promise<types.GoalDraft>

  /** Read a goal that is being thought out */
  getGoalDraft(input: { id: string }): Promise<types.GoalDraft>

  /** Make the goal with all that belongs to it. Goal, criteria, habits and metrics, all or none. */
  acceptGoalDraft(input: { id: string; idempotencyKey?: string; body: types.GoalDraftAcceptance }): Promise<types.AcceptedGoalDraft>

  /** Answer questions about a goal. The proposal follows at once. */
  answerGoalDraft(input: { id: string; idempotencyKey?: string; body: types.GoalDraftAnswers }): Promise<types.GoalDraft>

  /** Let go of a goal that was thought out */
  rejectGoalDraft(input: { id: string; idempotencyKey?: string }): Promise<types.GoalDraft>

  /** Have your tasks planned. What went by is placed anew; with nothing of that, what is due. A proposal that changes nothing until you accept it. */
  planTasks(input: { idempotencyKey?: string; body: types.PlanWish }): Promise<types.PlanAdvice>

  /** List what was said about your weeks. The latest first. */
  listWeeklyReviews(input?: { query?: { limit?: number; before?: string } }): Promise<types.ReviewedWeekList>

  /** Read the review of a week */
  getWeeklyReview(input: { week: string }): Promise<types.ReviewedWeek>

  /** Have a week reviewed. Counted first, told second, and kept; asked again it is counted and told anew. */
  makeWeeklyReview(input: { week: string }): Promise<types.ReviewedWeek>

  /** Read what the assistant can really do now */
  getAiCapabilities(): Promise<types.AiCapabilities>

  /** Propose the outline of a course. Modules and topics for what you want to learn. Without a model: those of the list that you give, or else a template, which says that it is one. Hours are dealt out, never guessed. Nothing is created: accept the proposal at `/api/courses/outlines/accept`. */
  aiCoursesOutline(input: { idempotencyKey?: string; body: types.CourseWanted }): Promise<types.AiCoursesOutlineAnswer>

  /** Propose flashcards for a note, a topic or a text. Without a model those that the text itself asks for: questions that it answers, terms that it explains, and sentences with a gap. Cards that ask what one of yours asks already say so. Nothing is saved: keep what you like of them, changed or not, at `/api/flashcard-decks/{id}/cards/accept`. */
  aiFlashcardsDraft(input: { idempotencyKey?: string; body: types.FlashcardsWanted }): Promise<types.AiFlashcardsDraftAnswer>

  /** Divide a goal into smaller ones, with tasks, metrics and habits. An amount is divided over the days that are left; otherwise what is still open of the goal becomes its children. Amounts and days are always worked out, never guessed. Nothing is created. */
  aiGoalsCascade(input: { idempotencyKey?: string; body: types.GoalInQuestion }): Promise<types.AiGoalsCascadeAnswer>

  /** Find where goals get in each other’s way. By their days, what they wait for, their words, and the hours their tasks ask for against what you did of late; says also whether it is too much. At most a hundred goals. Nothing is changed. */
  aiGoalsConflicts(input: { idempotencyKey?: string; body: types.GoalsInQuestion }): Promise<types.AiGoalsConflictsAnswer>

  /** Propose how to tell that a goal is reached. From what its text lists and counts, from your metrics, and from goals like it that you achieved. Without any of those there is no proposal. Nothing is changed. */
  aiGoalsCriteria(input: { idempotencyKey?: string; body: types.GoalInQuestion }): Promise<types.AiGoalsCriteriaAnswer>

  /** Forecast whether a goal is reached in time. The chance is that of a steady but unknown rate, learnt from what was done so far; the day is that of the mean rate. Both are always worked out, never guessed; a model only explains them. */
  aiGoalsForecast(input: { idempotencyKey?: string; body: types.OwnGoalInQuestion }): Promise<types.AiGoalsForecastAnswer>

  /** Propose what to measure for a goal. Metrics that you keep already and that speak of the same, what the goal itself counts, then what goals like it are commonly followed by. Nothing is created. */
  aiGoalsMetrics(input: { idempotencyKey?: string; body: types.GoalInQuestion }): Promise<types.AiGoalsMetricsAnswer>

  /** Say how a goal comes along, and what would help. Trajectory, health score with its four factors, what helps, what hinders and what to do next. All of it is worked out from the goal and what is linked to it; a model only puts better words to it. */
  aiGoalsProgress(input: { idempotencyKey?: string; body: types.OwnGoalInQuestion }): Promise<types.AiGoalsProgressAnswer>

  /** Make a goal clearer. What keeps it from being told done from not done: number, day, horizon, several aims at once, and your own goals like it. Without a model only its form is judged, and the title merely trimmed. Nothing is changed. */
  aiGoalsRefine(input: { idempotencyKey?: string; body: types.GoalInQuestion }): Promise<types.AiGoalsRefineAnswer>

  /** Say which habits serve which goals. By their links, then by what their words mean; and what is missing. Of the twenty goals with the highest priority. Nothing is changed. */
  aiHabitsAlignment(input: { idempotencyKey?: string; body: types.AlignmentInQuestion }): Promise<types.AiHabitsAlignmentAnswer>

  /** Help to shape a habit. Its trigger, its smallest part, its reward, what makes it easier or harder, and how often to ask for it, by what you did of late. Nothing is changed. */
  aiHabitsDesign(input: { idempotencyKey?: string; body: types.HabitDraft }): Promise<types.AiHabitsDesignAnswer>

  /** Say when a habit is kept and what goes with it. Weekdays, the time of day, whether a missed day pulls the next one along, other habits, and the energy of the logbook. From the last half year. */
  aiHabitsPatterns(input: { idempotencyKey?: string; body: types.HabitInQuestion }): Promise<types.AiHabitsPatternsAnswer>

  /** Help to take up a habit again. Where its days broke off, how its owner came back before, and the next small steps. Nothing is changed. */
  aiHabitsRecovery(input: { idempotencyKey?: string; body: types.HabitInQuestion }): Promise<types.AiHabitsRecoveryAnswer>

  /** Tie habits that do not hold yet to those that do. What was done on 24 of the last 30 days is something to build on; what was done on fewer than 18 may need it. Nothing is changed. */
  aiHabitsStack(input: { idempotencyKey?: string; body: types.StackInQuestion }): Promise<types.AiHabitsStackAnswer>

  /** Find what could set a habit off. How clear its cue is, and better ones from habits that are done nearly every day and from the times at which it was logged. Nothing is changed. */
  aiHabitsTriggers(input: { idempotencyKey?: string; body: types.HabitInQuestion }): Promise<types.AiHabitsTriggersAnswer>

  /** Ask for a few words about a journal entry. Mirrors what you wrote and what can be counted; no advice, no diagnosis. A private entry, and one with words of crisis, never leaves the server: rules answer then. Nothing is kept unless you save it with the entry. */
  aiJournalFeedback(input: { idempotencyKey?: string; body: types.JournalEntryInQuestion }): Promise<types.AiJournalFeedbackAnswer>

  /** Say what an entry of the logbook is about. Your own open items that one of its sentences speaks of, by words and by meaning, and other days like it. Nothing is linked. */
  aiLogbookConnections(input: { idempotencyKey?: string; body: types.EntryInQuestion }): Promise<types.AiLogbookConnectionsAnswer>

  /** Sum up a day. What was done, written and left, counted from your own day, and what tomorrow asks for. */
  aiLogbookDigest(input: { idempotencyKey?: string; body: types.DayInQuestion }): Promise<types.AiLogbookDigestAnswer>

  /** Say what the days have in common. Energy and mood by weekday and over time, what they go with, and what is written about again and again. Of the last ninety days unless told. */
  aiLogbookPatterns(input: { idempotencyKey?: string; body: types.LogbookSpan }): Promise<types.AiLogbookPatternsAnswer>

  /** Ask what is worth writing about. Questions about what really happened on the day and in the week before it; each says what it rests on. */
  aiLogbookPrompts(input: { idempotencyKey?: string; body: types.DayInQuestion }): Promise<types.AiLogbookPromptsAnswer>

  /** Say how what was written feels. By a published list of rated English words with rules for negation and emphasis (VADER, Hutto and Gilbert 2014). It reads words, not circumstances, and is no diagnosis. Of the last thirty days unless told. */
  aiLogbookSentiment(input: { idempotencyKey?: string; body: types.LogbookSpan }): Promise<types.AiLogbookSentimentAnswer>

  /** Review a week. Counted first and told second: what was done, what was not, how it felt, and what the next week asks for. */
  aiLogbookWeeklyReview(input: { idempotencyKey?: string; body: types.WeekInQuestion }): Promise<types.AiLogbookWeeklyReviewAnswer>

  /** Write a few words for your day. As your daily messages are written: from your own tasks, habits and goals. An affirmation is your own, word by word. Nothing is kept or sent. */
  aiMessagesDaily(input: { idempotencyKey?: string; body: types.DailyWordsWanted }): Promise<types.AiMessagesDailyAnswer>

  /** Say whether something is odd about a metric. About the latest log, the last days and what is missing. Causes come from notes and from how slips look. */
  aiMetricsAnomalies(input: { idempotencyKey?: string; body: types.MetricInQuestion }): Promise<types.AiMetricsAnomaliesAnswer>

  /** Say which metrics go with one. On the same day and up to seven days apart. What is significant stands first; the others are shown so that you can see how weak they are. */
  aiMetricsCorrelations(input: { idempotencyKey?: string; body: types.CorrelationsInQuestion }): Promise<types.AiMetricsCorrelationsAnswer>

  /** Say how well a metric is kept, and how it stands. A score by a fixed formula, what needs attention, and what is missing. */
  aiMetricsHealth(input: { idempotencyKey?: string; body: types.MetricInQuestion }): Promise<types.AiMetricsHealthAnswer>

  /** Say what a metric does over time. Trends, plateaus, weekdays that differ, logs that stand out, and other metrics that go with it, each only where chance would hardly do as much. From the last ninety days. */
  aiMetricsPatterns(input: { idempotencyKey?: string; body: types.MetricInQuestion }): Promise<types.AiMetricsPatternsAnswer>

  /** Say what to measure for a goal, ready to be logged. Whole metrics with unit, direction, target and rhythm: yours that fit and are not linked yet, then what the goal counts, then what is common. Nothing is created. */
  aiMetricsSuggest(input: { idempotencyKey?: string; body: types.GoalInQuestion }): Promise<types.AiMetricsSuggestAnswer>

  /** Advise a target for a metric. One that your own days speak for, with steps on the way. Nothing is changed. */
  aiMetricsTargets(input: { idempotencyKey?: string; body: types.MetricInQuestion }): Promise<types.AiMetricsTargetsAnswer>

  /** Look at how a note is written. Key points, feeling, how easily it reads, and what is commonly there and missing here. Figures are always worked out. */
  aiNotesAnalyze(input: { idempotencyKey?: string; body: types.NoteInQuestion }): Promise<types.AiNotesAnalyzeAnswer>

  /** Say which area of life a note belongs to. From your own notes that are like it, then from its words. Null when neither says anything. */
  aiNotesArea(input: { idempotencyKey?: string; body: types.NoteInQuestion }): Promise<types.AiNotesAreaAnswer>

  /** Make more of a note. Without a model your text comes back as it is, with the places where it is thin and the own notes that say more; nothing is made up. */
  aiNotesExpand(input: { idempotencyKey?: string; body: types.NoteInQuestion }): Promise<types.AiNotesExpandAnswer>

  /** Take out of a web page what it says. Fetches the page (public addresses only, at most 5 MB and 15 s) and sums it up, in its own sentences without a model, with your own tags that fit. Nothing is saved. */
  aiNotesExtract(input: { idempotencyKey?: string; body: types.PageInQuestion }): Promise<types.AiNotesExtractAnswer>

  /** Draft a note from its title. Without a model nothing is made up: it gathers what your own notes say about it, each with its source, and is hardly sure of itself. Nothing is saved. */
  aiNotesGenerate(input: { idempotencyKey?: string; body: types.NoteToBe }): Promise<types.AiNotesGenerateAnswer>

  /** Put the writing of a note right. Without a model only what is plainly wrong: doubled words, spaces, marks; long sentences and skipped headings are told and left to you. Code, addresses and links are never touched. Nothing is saved. */
  aiNotesImprove(input: { idempotencyKey?: string; body: types.NoteInQuestion }): Promise<types.AiNotesImproveAnswer>

  /** Suggest what a note could lead to. Own notes, open tasks, goals and projects whose title stands in it, and those that are about the same; not what it links already. Nothing is linked. */
  aiNotesLinks(input: { idempotencyKey?: string; body: types.NoteInQuestion }): Promise<types.AiNotesLinksAnswer>

  /** Sum up a note. Without a model in its own sentences: those that share most with the others (TextRank), in their order. Numbers that are not in the note are never in its summary. */
  aiNotesSummarize(input: { idempotencyKey?: string; body: types.NoteInQuestion }): Promise<types.AiNotesSummarizeAnswer>

  /** Suggest tags for a note. Your own tags first: those it names, and those of your notes that are like it. Only then words that it comes back to. */
  aiNotesTags(input: { idempotencyKey?: string; body: types.NoteInQuestion }): Promise<types.AiNotesTagsAnswer>

  /** Say how a project stands, and what ails it. The score is that of the project’s own health, with what is behind each deduction and what would help. Scores and counts are always worked out; a model only puts better words to them. */
  aiProjectsHealth(input: { idempotencyKey?: string; body: types.ProjectInQuestion }): Promise<types.AiProjectsHealthAnswer>

  /** Say what could go wrong with a project. As far as days, links and counts tell; people, money and the world outside are not in there. Levels are always worked out; a model only puts better words to them. */
  aiProjectsRisks(input: { idempotencyKey?: string; body: types.ProjectInQuestion }): Promise<types.AiProjectsRisksAnswer>

  /** Propose tasks for a project. Without a model: what its description and notes list, what you did for the project that is most like it, and what is open of the goals it serves, in the order of doing. Nothing is created. */
  aiProjectsTasks(input: { idempotencyKey?: string; body: types.ProjectInQuestion }): Promise<types.AiProjectsTasksAnswer>

  /** Think of rewards to look forward to. From what you like, then what pleases most people; nothing like a reward that you have. Prices are always worked out, never guessed. Nothing is created. */
  aiRewardsBrainstorm(input: { idempotencyKey?: string; body: types.RewardIdeasWanted }): Promise<types.AiRewardsBrainstormAnswer>

  /** Advise what a reward should cost. The middle of your own rewards like it, else of its category, else so many days of what you earn: half a day for a quick treat, one for a daily delight, seven for a weekly reward, thirty for a big unlock, three otherwise. A model may only say which category it is. Nothing is changed. */
  aiRewardsCost(input: { idempotencyKey?: string; body: types.RewardInQuestion }): Promise<types.AiRewardsCostAnswer>

  /** Divide a task into steps. Without a model: the steps that its own text names, or those of your own task that is most like it; otherwise none. Nothing is created. */
  aiTasksBreakdown(input: { idempotencyKey?: string; body: types.TaskInQuestion }): Promise<types.AiTasksBreakdownAnswer>

  /** Say which area of life a task belongs to. From your own tasks that are like it, then from its words. Null when neither says anything. */
  aiTasksCategorize(input: { idempotencyKey?: string; body: types.TaskInQuestion }): Promise<types.AiTasksCategorizeAnswer>

  /** Find what a task should wait for. Open tasks of yours that its text names, that do something earlier to the same thing, or that stand before it. Nothing that would go round in a circle. Nothing is changed. */
  aiTasksDependencies(input: { idempotencyKey?: string; body: types.TaskInQuestion }): Promise<types.AiTasksDependenciesAnswer>

  /** Estimate how long a task takes. From what you gave tasks like it; the answer names them. Nothing is changed. */
  aiTasksEstimate(input: { idempotencyKey?: string; body: types.TaskInQuestion }): Promise<types.AiTasksEstimateAnswer>

  /** Read a task out of a sentence. Dates, times, recurrence, priority, tags and estimate, cut from the title. Nothing is guessed: what the text does not say is null. Nothing is created. */
  aiTasksParse(input: { idempotencyKey?: string; body: types.TaskText }): Promise<types.AiTasksParseAnswer>

  /** Say how many points a task is worth. The points of the formula, factor by factor, as they will be awarded. Without an estimate, that of your tasks like it is taken. What is given beside an id stands in for what the task says. Nothing is changed. */
  aiTasksPoints(input: { idempotencyKey?: string; body: types.PointsInQuestion }): Promise<types.AiTasksPointsAnswer>

  /** Advise what to do first. Urgency from the days left; impact from your own priority, the goals a task serves and the tasks that wait for it. At most a hundred open tasks. Nothing is changed. */
  aiTasksPrioritize(input: { idempotencyKey?: string; body: types.PrioritiesInQuestion }): Promise<types.AiTasksPrioritizeAnswer>

  /** Find out what holds a task up. Follows its dependencies to where work can begin. Minutes and blockers are always worked out, never guessed. Nothing is changed. */
  aiTasksUnblock(input: { idempotencyKey?: string; body: types.BlockedTask }): Promise<types.AiTasksUnblockAnswer>

  /** Read what your questions to models took. Tokens and money by day, feature and model, and what is left of the budget until it begins anew. */
  getAiUsage(input?: { query?: { from?: string; to?: string } }): Promise<types.AiUsage>

  /** Read what you asked models over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getAiAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.AiAnalytics>

  /** Take along what you asked models over time as CSV */
  exportAiAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<string>

  /** Take your days along as CSV */
  exportAnalytics(input?: { query?: { from?: string; to?: string } }): Promise<string>

  /** Read how your goals and projects moved over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getGoalAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.GoalAnalytics>

  /** Take along how your goals and projects moved over time as CSV */
  exportGoalAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<string>

  /** Read how your habits went over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getHabitAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.HabitAnalytics>

  /** Take along how your habits went over time as CSV */
  exportHabitAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<string>

  /** Read how your learning went over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getLearningAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.LearningAnalytics>

  /** Take along how your learning went over time as CSV */
  exportLearningAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<string>

  /** Read how often you measured over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getMetricLogAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.MetricLogAnalytics>

  /** Take along how often you measured over time as CSV */
  exportMetricLogAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<string>

  /** Read your mood and energy over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getMoodAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.MoodAnalytics>

  /** Take along your mood and energy over time as CSV */
  exportMoodAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<string>

  /** Compare your mood by days of the week */
  getMoodByWeekday(input?: { query?: { from?: string; to?: string } }): Promise<types.WeekdayMoods>

  /** Read what your days came to. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getOverviewAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.OverviewAnalytics>

  /** Take along what your days came to as CSV */
  exportOverviewAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<string>

  /** Read what became of your tasks over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getTaskAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.TaskAnalytics>

  /** Take along what became of your tasks over time as CSV */
  exportTaskAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<string>

  /** List API keys */
  listApiKeys(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.ApiKeyPage>

  /** Create an API key. The key is in this answer and nowhere else. No key can manage accounts, sessions or keys. */
  createApiKey(input: { idempotencyKey?: string; body: types.NewApiKey }): Promise<types.CreatedApiKey>

  /** Read an API key */
  getApiKey(input: { id: string }): Promise<types.ApiKey>

  /** Rename an API key. What a key may do is fixed when it is made. */
  updateApiKey(input: { id: string; ifMatch?: number; body: types.ApiKeyPatch }): Promise<types.ApiKey>

  /** Revoke an API key. It is refused within five seconds, on every server. */
  deleteApiKey(input: { id: string; ifMatch?: number }): Promise<void>

  /** Replace the secret of an API key. The old secret is refused within five seconds. */
  rotateApiKey(input: { id: string; idempotencyKey?: string; body?: types.ApiKeyRotation }): Promise<types.CreatedApiKey>

  /** List what an API key can be allowed */
  listScopes(): Promise<types.Scopes>

  /** Ask for another e-mail address. Mails a code to the new address, which becomes the account's own when it comes to verify-email. */
  changeEmail(input: { idempotencyKey?: string; body: types.EmailChange }): Promise<void>

  /** Change the password. Ends every other session of the account. */
  changePassword(input: { idempotencyKey?: string; body: types.PasswordChange }): Promise<void>

  /** Mail a code that resets the password. The answer is the same whether or not anybody has this address. A code is good for 15 minutes, once. */
  forgotPassword(input: { body: types.EmailOnly }): Promise<void>

  /** Come back from Google. Answers the tokens, or sends the browser on to `returnTo` with them (or with `error` and `detail`) behind the #, if the sign-in was begun in it. An account with the same address is linked only if both sides have verified it; otherwise 409. A second factor is the provider's business here and not asked for again. */
  finishSignInWithGoogle(input: { query: { state: string } }): Promise<types.SignedIn>

  /** Sign in with e-mail and password. An account with two-factor sign-in answers 401 with `totpRequired: true` until `totp` is sent along. A wrong password and an unknown address are the same answer. */
  logIn(input: { body: types.LogIn }): Promise<types.SignedIn>

  /** Sign out. Ends the session of the refresh token, or of the access token, or all of them. Everything that was signed in by it is refused within five seconds, on every server. */
  logOut(input?: { body?: types.LogOut }): Promise<void>

  /** Read who is signed in */
  getSignedInUser(): Promise<types.User>

  /** Come back from the OIDC provider. Answers the tokens, or sends the browser on to `returnTo` with them (or with `error` and `detail`) behind the #, if the sign-in was begun in it. An account with the same address is linked only if both sides have verified it; otherwise 409. A second factor is the provider's business here and not asked for again. */
  finishSignInWithOidc(input: { query: { state: string } }): Promise<types.SignedIn>

  /** Trade a refresh token for a new pair. Each refresh token works once. One that comes a second time was copied or sent twice: its whole session ends and the person signs in again. Send one refresh at a time; of several in parallel one is answered and the session ends. */
  refreshTokens(input: { body: types.Refresh }): Promise<types.TokenPair>

  /** Mail the confirmation code again. The answer is the same whether or not anybody has this address. A code is good for 15 minutes, once. */
  resendVerification(input: { body: types.EmailOnly }): Promise<void>

  /** Set a new password with a mailed code. Ends every session of the account; sign in with the new password. */
  resetPassword(input: { body: types.PasswordReset }): Promise<void>

  /** List where this person is signed in */
  listSessions(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.SessionPage>

  /** End a session */
  endSession(input: { id: string }): Promise<void>

  /** Create an account. Signs the new account in at once and mails a code that verifies its address. */
  signUp(input: { body: types.SignUp }): Promise<types.SignedIn>

  /** Read whether two-factor sign-in is on */
  getTwoFactor(): Promise<types.TwoFactorState>

  /** Turn two-factor sign-in off */
  disableTwoFactor(input: { idempotencyKey?: string; body: types.TwoFactorProof }): Promise<void>

  /** Turn two-factor sign-in on */
  enableTwoFactor(input: { idempotencyKey?: string; body: types.TwoFactorCode }): Promise<types.RecoveryCodes>

  /** Get ten new recovery codes. The old ones stop working. */
  renewRecoveryCodes(input: { idempotencyKey?: string; body: types.TwoFactorProof }): Promise<types.RecoveryCodes>

  /** Get a secret for an authenticator app. Nothing changes until two-factor/enable receives the first code of the app. */
  setUpTwoFactor(input?: { idempotencyKey?: string }): Promise<types.TwoFactorSetup>

  /** Confirm an e-mail address. With the token of the mailed link, or the six digits. Five wrong tries wear a code out. */
  verifyEmail(input: { body: types.EmailProof }): Promise<void>

  /** List automations. Newest first. */
  listAutomations(input?: { query?: { limit?: number; cursor?: string; active?: string } }): Promise<types.AutomationPage>

  /** Have something told again and again */
  createAutomation(input: { idempotencyKey?: string; body: types.NewAutomation }): Promise<types.Automation>

  /** Read an automation */
  getAutomation(input: { id: string }): Promise<types.Automation>

  /** Change an automation. An absent field keeps its value, null clears it. */
  updateAutomation(input: { id: string; ifMatch?: number; body: types.AutomationPatch }): Promise<types.Automation>

  /** Move an automation to the trash */
  deleteAutomation(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a automation. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getAutomationHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a automation out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreAutomation(input: { id: string; idempotencyKey?: string }): Promise<types.Automation>

  /** Run an automation now. Beside its times, also while it is paused. The answer comes as a notification and stays with the run. */
  runAutomation(input: { id: string; idempotencyKey?: string }): Promise<types.AutomationRun>

  /** List what became of an automation. Newest first. */
  listAutomationRuns(input: { id: string; query?: { limit?: number; cursor?: string; state?: "waiting" | "running" | "done" | "failed" } }): Promise<types.AutomationRunPage>

  /** Read what an automation answered */
  getAutomationRun(input: { id: string; runId: string }): Promise<types.AutomationRun>

  /** Try a failed run again */
  retryAutomationRun(input: { id: string; runId: string; idempotencyKey?: string }): Promise<types.AutomationRun>

  /** Undo one change. A creation goes to the trash, a deletion comes back, an update gets back the fields it changed. 409 names the fields that a later change touched. */
  undoChange(input: { seq: number; idempotencyKey?: string }): Promise<types.Undone>

  /** List channels */
  listChannels(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.ChannelPage>

  /** Add an e-mail, ntfy or webhook channel. A webhook answers with its secret, once. It receives Standard Webhooks (standardwebhooks.com). */
  createChannel(input: { idempotencyKey?: string; body: types.NewChannel }): Promise<types.CreatedChannel>

  /** Read a channel */
  getChannel(input: { id: string }): Promise<types.Channel>

  /** Change a channel. Turning it on again forgets its failures. */
  updateChannel(input: { id: string; ifMatch?: number; body: types.ChannelPatch }): Promise<types.Channel>

  /** Remove a channel. What still waits for it is not sent. */
  deleteChannel(input: { id: string; ifMatch?: number }): Promise<void>

  /** List what was sent to a channel. With every attempt and its outcome; also of a channel that is removed. Kept for 30 days. */
  listChannelDeliveries(input: { id: string; query?: { limit?: number; cursor?: string; state?: "waiting" | "held" | "delivered" | "digested" | "failed" | "dropped" } }): Promise<types.DeliveryPage>

  /** Read what happened to a channel. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getChannelHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a channel out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreChannel(input: { id: string; idempotencyKey?: string }): Promise<types.Channel>

  /** Replace the secret of a webhook. Both sign until the overlap ends. */
  rotateChannelSecret(input: { id: string; idempotencyKey?: string; body: types.SecretRotation }): Promise<types.CreatedChannel>

  /** Send a test message to a channel */
  testChannel(input: { id: string; idempotencyKey?: string }): Promise<types.TestResult>

  /** List what the assistant proposed and did. Newest first. `state=proposed` is what waits for you. */
  listActions(input?: { query?: { limit?: number; cursor?: string; state?: "proposed" | "approved" | "rejected" | "done" | "failed" | "undone"; conversationId?: string } }): Promise<types.ActionPage>

  /** Read an action */
  getAction(input: { id: string }): Promise<types.Action>

  /** Move the record of an action to the trash. What was done stays done; what was proposed can no longer be approved. */
  deleteAction(input: { id: string }): Promise<void>

  /** Approve an action. Does it, once, however often you approve. When the tool refuses, the action is `failed` with an `error`, and nothing has changed. Only for you in person: an API key cannot give leave in your name. */
  approveAction(input: { id: string; idempotencyKey?: string }): Promise<types.Action>

  /** Read what happened to a action. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getActionHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Reject an action */
  rejectAction(input: { id: string; idempotencyKey?: string }): Promise<types.Action>

  /** Take a action out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreAction(input: { id: string; idempotencyKey?: string }): Promise<types.Action>

  /** Undo an action. Takes back everything that it changed. Refused with 409, and nothing taken back, when something of it was changed since. */
  undoAction(input: { id: string; idempotencyKey?: string }): Promise<types.Action>

  /** List conversations. Where something was said last comes first. `q` looks into titles and all messages. */
  listConversations(input?: { query?: { limit?: number; cursor?: string; archived?: string; pinned?: string; q?: string; sort?: "active" | "newest" } }): Promise<types.ConversationPage>

  /** Begin a conversation */
  createConversation(input: { idempotencyKey?: string; body: types.NewConversation }): Promise<types.Conversation>

  /** Read a conversation. Its messages stand under `/messages`. */
  getConversation(input: { id: string }): Promise<types.Conversation>

  /** Change a conversation. An absent field keeps its value, null clears it. `leafId` chooses the branch that is read. */
  updateConversation(input: { id: string; ifMatch?: number; body: types.ConversationPatch }): Promise<types.Conversation>

  /** Move a conversation to the trash. With all its messages; an answer that is being given there is called off. */
  deleteConversation(input: { id: string; ifMatch?: number }): Promise<void>

  /** Go on elsewhere from a message. A new conversation with a copy of everything up to that message; this one stays as it is. */
  forkConversation(input: { id: string; idempotencyKey?: string; body: types.NewFork }): Promise<types.Conversation>

  /** Read what happened to a conversation. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getConversationHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Read a conversation’s messages. One branch, in the order in which it is read; the first page is its end. A message with several `siblingIds` is where branches part. */
  listChatMessages(input: { id: string; query?: { limit?: number; cursor?: string; leafId?: string; all?: string } }): Promise<types.ChatMessagePage>

  /** Say something. The answer belongs to the server and goes on whether you listen or not: hear it under `/api/chat/generations/{generationId}/events`. While another answer is given here, this one waits for its turn. */
  postChatMessage(input: { id: string; idempotencyKey?: string; body: types.NewChatMessage }): Promise<types.ChatAccepted>

  /** Take a conversation out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreConversation(input: { id: string; idempotencyKey?: string }): Promise<types.Conversation>

  /** Read how far an answer is */
  getChatGeneration(input: { id: string }): Promise<types.ChatGeneration>

  /** Call an answer off. The model is told within a second; what was said stays. One that is over stays as it is. */
  cancelChatGeneration(input: { id: string; idempotencyKey?: string }): Promise<types.ChatGeneration>

  /** Hear an answer as it is given. Ends with the answer. With `Last-Event-ID` it goes on behind that event. 410 when it was given more than a week ago. */
  followChatGeneration(input: { id: string; query?: { after?: number } }): Promise<string>

  /** Search everything that was said */
  searchChatMessages(input: { query: { limit?: number; cursor?: string; q: string } }): Promise<types.FoundChatMessagePage>

  /** Read a message */
  getChatMessage(input: { id: string }): Promise<types.ChatMessage>

  /** Have a broken answer continued. Goes on behind what was said. Refused (409) for an answer that is whole or not over yet. */
  continueChatMessage(input: { id: string; idempotencyKey?: string }): Promise<types.ChatAccepted>

  /** Say it differently. A branch of its own, with its own answer; what you said before stays. */
  editChatMessage(input: { id: string; idempotencyKey?: string; body: types.EditedChatMessage }): Promise<types.ChatAccepted>

  /** Ask for another answer. Beside this answer, to the same message; this one stays. */
  regenerateChatMessage(input: { id: string; idempotencyKey?: string }): Promise<types.ChatAccepted>

  /** List what the assistant can do, and may. Every tool, with what holds for it: reading is `auto`, everything else `ask`, unless you chose. */
  listToolPolicies(): Promise<types.ToolPolicyList>

  /** Choose what the assistant may do with a tool. `auto` is refused for tools that delete or reach outside. Only for you in person. */
  chooseToolPolicy(input: { tool: string; body: types.NewToolPolicy }): Promise<types.ToolPolicy>

  /** Say something and wait for the whole answer. For clients that do not stream. The conversation is one of the chat, with its tools: what the assistant wants to change stands under `actions` and waits for your leave. A key needs `chat:write` as well. */
  generateReply(input: { idempotencyKey?: string; body: types.NewUtterance }): Promise<types.SpokenReply>

  /** Read a module */
  getCourseModule(input: { id: string }): Promise<types.CourseModule>

  /** Change a module. An absent field keeps its value, null clears it. */
  updateCourseModule(input: { id: string; ifMatch?: number; body: types.CourseModulePatch }): Promise<types.CourseModule>

  /** Move a module to the trash. With its topics, which come back with it. */
  deleteCourseModule(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a course module. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getCourseModuleHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Move a module within its course. The others keep their positions, unless there is no room left between two. */
  moveCourseModule(input: { id: string; idempotencyKey?: string; body: types.ModuleMove }): Promise<types.CourseModule>

  /** Take a course module out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreCourseModule(input: { id: string; idempotencyKey?: string }): Promise<types.CourseModule>

  /** Add a topic to a module */
  createCourseTopic(input: { id: string; idempotencyKey?: string; body: types.TopicInModule }): Promise<types.CourseTopic>

  /** Read a topic */
  getCourseTopic(input: { id: string }): Promise<types.CourseTopic>

  /** Change a topic. An absent field keeps its value, null clears it. */
  updateCourseTopic(input: { id: string; ifMatch?: number; body: types.CourseTopicPatch }): Promise<types.CourseTopic>

  /** Move a topic to the trash */
  deleteCourseTopic(input: { id: string; ifMatch?: number }): Promise<void>

  /** Complete a topic. What its module and course have come to follows. It may be repeated. */
  completeCourseTopic(input: { id: string; idempotencyKey?: string }): Promise<types.CourseTopic>

  /** Read what happened to a course topic. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getCourseTopicHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Move a topic. Within its module, or into another of the same course. The others keep their positions, unless there is no room left between two. */
  moveCourseTopic(input: { id: string; idempotencyKey?: string; body: types.TopicMove }): Promise<types.CourseTopic>

  /** Take a course topic out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreCourseTopic(input: { id: string; idempotencyKey?: string }): Promise<types.CourseTopic>

  /** Open a completed topic again. It may be repeated. */
  uncompleteCourseTopic(input: { id: string; idempotencyKey?: string }): Promise<types.CourseTopic>

  /** List courses */
  listCourses(input?: { query?: { limit?: number; cursor?: string; difficulty?: "beginner" | "intermediate" | "advanced" | "expert"; area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"; tag?: string; archived?: "false" | "true" | "all"; completed?: string; aiGenerated?: string; q?: string; sort?: "newest" | "title" | "target_date" | "progress" } }): Promise<types.CoursePage>

  /** Create a course */
  createCourse(input: { idempotencyKey?: string; body: types.NewCourse }): Promise<types.Course>

  /** Read a course */
  getCourse(input: { id: string }): Promise<types.Course>

  /** Change a course. An absent field keeps its value, null clears it. How far it has come follows from its topics. */
  updateCourse(input: { id: string; ifMatch?: number; body: types.CoursePatch }): Promise<types.Course>

  /** Move a course to the trash. With its modules and topics, which come back with it. */
  deleteCourse(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a course. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getCourseHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Add a module to a course */
  createCourseModule(input: { id: string; idempotencyKey?: string; body: types.ModuleInCourse }): Promise<types.CourseModule>

  /** Read a course with its modules and topics. In their order, and without what the topics say: one is read by its id. */
  getCourseOutline(input: { id: string }): Promise<types.CourseOutline>

  /** Take a course out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreCourse(input: { id: string; idempotencyKey?: string }): Promise<types.Course>

  /** Make a course of a proposed outline. Takes `course` of the answer of `/api/ai/courses/outline`, as it is or as you have changed it. The course is there with all of its modules and topics, or not at all. */
  acceptCourseOutline(input: { idempotencyKey?: string; body: types.NewOutline }): Promise<types.CourseOutline>

  /** List the messages you got. Newest first. */
  listDailyMessages(input?: { query?: { limit?: number; cursor?: string; kind?: "motivation" | "reflection" | "affirmation" | "check_in"; unread?: string } }): Promise<types.DailyMessagePage>

  /** Read a daily message */
  getDailyMessage(input: { id: string }): Promise<types.DailyMessage>

  /** Mark a daily message read or unread */
  updateDailyMessage(input: { id: string; ifMatch?: number; body: types.DailyMessagePatch }): Promise<types.DailyMessage>

  /** Move a daily message to the trash */
  deleteDailyMessage(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a daily message. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getDailyMessageHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a daily message out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreDailyMessage(input: { id: string; idempotencyKey?: string }): Promise<types.DailyMessage>

  /** List the times of your daily messages */
  listDailyMessageSlots(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.DailyMessageSlotPage>

  /** Set a time for a daily message */
  createDailyMessageSlot(input: { idempotencyKey?: string; body: types.NewDailyMessageSlot }): Promise<types.DailyMessageSlot>

  /** Read a time of daily messages */
  getDailyMessageSlot(input: { id: string }): Promise<types.DailyMessageSlot>

  /** Change a time of daily messages. An absent field keeps its value, null clears it. */
  updateDailyMessageSlot(input: { id: string; ifMatch?: number; body: types.DailyMessageSlotPatch }): Promise<types.DailyMessageSlot>

  /** Move a time of daily messages to the trash */
  deleteDailyMessageSlot(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a daily message slot. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getDailyMessageSlotHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a daily message slot out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreDailyMessageSlot(input: { id: string; idempotencyKey?: string }): Promise<types.DailyMessageSlot>

  /** Read everything that a home screen shows. Where each part stands, and what the next days bring. A part that cannot be had is null and named under `failed`; the others are there. It is as new as your last change, and as the present minute. */
  getDashboard(): Promise<types.Dashboard>

  /** Read a delivery */
  getDelivery(input: { id: string }): Promise<types.Delivery>

  /** Send a delivery once more. Under the same key. 409 while it is still to be sent. */
  replayDelivery(input: { id: string; idempotencyKey?: string }): Promise<types.Delivery>

  /** List devices */
  listDevices(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.DevicePage>

  /** Register a device for push messages. Register at every start of the app: a token that is known already is the same device. */
  createDevice(input: { idempotencyKey?: string; body: types.NewDevice }): Promise<types.Device>

  /** Read a device */
  getDevice(input: { id: string }): Promise<types.Device>

  /** Change a device. Turning it on again forgets its failures. */
  updateDevice(input: { id: string; ifMatch?: number; body: types.DevicePatch }): Promise<types.Device>

  /** Stop sending to a device. What still waits for it is not sent. */
  deleteDevice(input: { id: string; ifMatch?: number }): Promise<void>

  /** List what was sent to a device */
  listDeviceDeliveries(input: { id: string; query?: { limit?: number; cursor?: string; state?: "waiting" | "held" | "delivered" | "digested" | "failed" | "dropped" } }): Promise<types.DeliveryPage>

  /** Read what happened to a device. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getDeviceHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a device out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreDevice(input: { id: string; idempotencyKey?: string }): Promise<types.Device>

  /** Send a test message to a device */
  testDevice(input: { id: string; idempotencyKey?: string }): Promise<types.TestResult>

  /** Read the key that browsers subscribe with */
  getWebPushKey(): Promise<types.WebPushKey>

  /** Read what is on. Events near a place from the operator’s provider, and those of calendars that you subscribed to in your schedule (an API key needs `schedule:read` for these). A source that fails is named under `sources`, and the others answer. */
  listEvents(input?: { query?: { latitude?: number; longitude?: number; place?: string; radiusKm?: number; q?: string; from?: string; to?: string; limit?: number } }): Promise<types.OutsideEvents>

  /** List files. Newest first. */
  listFiles(input?: { query?: { limit?: number; cursor?: string; kind?: "image" | "audio" | "video" | "document" | "text" | "archive"; q?: string } }): Promise<types.FilePage>

  /** Upload a file. At most 25 MB: images (JPEG, PNG, WebP, GIF up to 50 million pixels), audio, video, PDF, office documents, text, Markdown, CSV and ZIP. What it is, its bytes say. Images are written anew, without what cameras and programs add to them, and get a thumbnail. A file that nothing refers to, and that does not say `keep`, is deleted after a week. 402 when your quota is used up. */
  uploadFile(input: { idempotencyKey?: string; body: FormData }): Promise<types.File>

  /** Read what a file is */
  getFile(input: { id: string }): Promise<types.File>

  /** Rename a file, or keep it */
  updateFile(input: { id: string; ifMatch?: number; body: types.FilePatch }): Promise<types.File>

  /** Delete a file. For good, bytes and all. Whatever refers to it lets go of it. */
  deleteFile(input: { id: string; ifMatch?: number }): Promise<void>

  /** Make an address to download a file from. Whoever has it can read the file, without signing in, for ten minutes. */
  getFileUrl(input: { id: string; query?: { variant?: "original" | "thumbnail" } }): Promise<types.FileUrl>

  /** Read how much your files take, and may take */
  getFileUsage(): Promise<types.FileUsage>

  /** List what is switched on for me. What is not listed is off. Ask again now and then: switches change. */
  listMyFlags(): Promise<types.FlagStates>

  /** List decks. In their order. */
  listFlashcardDecks(input?: { query?: { limit?: number; cursor?: string; parentDeckId?: string } }): Promise<types.FlashcardDeckPage>

  /** Create a deck */
  createFlashcardDeck(input: { idempotencyKey?: string; body: types.NewFlashcardDeck }): Promise<types.FlashcardDeck>

  /** Read a deck */
  getFlashcardDeck(input: { id: string }): Promise<types.FlashcardDeck>

  /** Change a deck. An absent field keeps its value, null clears it. What it says of intervals counts for each card from its next review. 409 when it would become part of itself. */
  updateFlashcardDeck(input: { id: string; ifMatch?: number; body: types.FlashcardDeckPatch }): Promise<types.FlashcardDeck>

  /** Move a deck to the trash. Its cards are neither asked nor listed until it comes back. */
  deleteFlashcardDeck(input: { id: string; ifMatch?: number }): Promise<void>

  /** Write a flashcard into a deck */
  createFlashcard(input: { id: string; idempotencyKey?: string; body: types.NewDeckCard }): Promise<types.Flashcard>

  /** Take a deck along as a package of Anki. With its parts, pictures and sounds, and with the history of reviews and what is known of each card unless you say otherwise. Every Anki since 2.0 reads it. Taken over here again, it is what it was. */
  exportFlashcardPackage(input: { id: string; query?: { withReviews?: string } }): Promise<Blob>

  /** Take the cards of a deck along as CSV */
  exportFlashcards(input: { id: string }): Promise<string>

  /** Take over cards from CSV. Each row comes in or is named with the reason why not. A row with the `id` or else the `front` of a card of the deck writes that anew, and what is known of it stays. */
  importFlashcards(input: { id: string; idempotencyKey?: string; body: types.FlashcardCsv }): Promise<types.ImportedFlashcards>

  /** Make cards of proposed drafts. Takes what you keep of the answer of `/api/ai/flashcards/draft`. All of them become cards, or none; one whose front the deck has already makes no second one. */
  acceptFlashcardDrafts(input: { id: string; idempotencyKey?: string; body: types.DraftedFlashcards }): Promise<types.AcceptedFlashcards>

  /** Read what happened to a flashcard deck. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getFlashcardDeckHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a flashcard deck out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreFlashcardDeck(input: { id: string; idempotencyKey?: string }): Promise<types.FlashcardDeck>

  /** List flashcards. Newest first, without those whose deck is in the trash. */
  listFlashcards(input?: { query?: { limit?: number; cursor?: string; deckId?: string; state?: "new" | "learning" | "review" | "relearning"; suspended?: string; tag?: string; q?: string } }): Promise<types.FlashcardPage>

  /** Read a flashcard */
  getFlashcard(input: { id: string }): Promise<types.Flashcard>

  /** Change a flashcard. An absent field keeps its value, null clears it. What is known of it only reviews change. */
  updateFlashcard(input: { id: string; ifMatch?: number; body: types.FlashcardPatch }): Promise<types.Flashcard>

  /** Move a flashcard to the trash. Its reviews still count for the days on which they were done. */
  deleteFlashcard(input: { id: string; ifMatch?: number }): Promise<void>

  /** Put a flashcard off to another day */
  buryFlashcard(input: { id: string; idempotencyKey?: string; body?: types.FlashcardBurying }): Promise<types.Flashcard>

  /** Read what happened to a flashcard. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getFlashcardHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** See what each of the four answers would lead to */
  previewFlashcard(input: { id: string }): Promise<types.FlashcardPreview>

  /** Begin a flashcard anew. As if it had never been reviewed. Its reviews stay in its history and in the statistics. */
  resetFlashcard(input: { id: string; idempotencyKey?: string }): Promise<types.Flashcard>

  /** Take a flashcard out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreFlashcard(input: { id: string; idempotencyKey?: string }): Promise<types.Flashcard>

  /** Answer a flashcard. The same `reviewId` again changes nothing. Reviews of devices that were offline may come in any order: each is put in where it was answered, and the card becomes what all of them together make of it. */
  reviewFlashcard(input: { id: string; idempotencyKey?: string; body: types.NewFlashcardReview }): Promise<types.ReviewedFlashcard>

  /** List the reviews of a flashcard. The last answered first, with what was undone. */
  listFlashcardReviews(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.FlashcardReviewPage>

  /** Undo a review. The card is what it was before it or, where others came after it, what they make of it. Sent again, the review stays undone. */
  undoFlashcardReview(input: { id: string; reviewId: string; idempotencyKey?: string }): Promise<types.Flashcard>

  /** Suspend a flashcard. It is not asked until it is taken up again. */
  suspendFlashcard(input: { id: string; idempotencyKey?: string }): Promise<types.Flashcard>

  /** Take a suspended flashcard up again */
  unsuspendFlashcard(input: { id: string; idempotencyKey?: string }): Promise<types.Flashcard>

  /** See how long what has piled up takes. Day by day, with what falls due anyway, when no day shall have more reviews than you say. */
  getFlashcardBacklog(input: { query: { deckId?: string; perDay: number } }): Promise<types.FlashcardBacklog>

  /** Spread what has piled up over the days to come. What is remembered best comes first. Its cards are put off and nothing else about them changes; a later plan takes the place of this one. 422 when more fall due each day than you allow for. */
  spreadFlashcardBacklog(input: { idempotencyKey?: string; body: types.NewFlashcardBacklogPlan }): Promise<types.FlashcardBacklogPlan>

  /** Take a plan for a backlog back. What it still puts off is asked again from today. */
  undoFlashcardBacklog(input: { id: string; idempotencyKey?: string }): Promise<types.FlashcardBacklogPlan>

  /** Ask which flashcards come next. Cards in learning whose time has come, then what is due by the end of your day, then new cards, as many as the limits of their decks leave for today. Of several cards of one group one a day. Ask again after some reviews. */
  listDueFlashcards(input?: { query?: { deckId?: string; limit?: number } }): Promise<types.DueFlashcards>

  /** Take over a package of Anki. Upload the `.apkg` to `/api/files` first. It is read by and by: ask at its `location` how far it is. Notes become cards as Anki shows them, with tags, subdecks, pictures, sounds and the history of their reviews. A card that came in before is brought up to date, and not doubled. 409 while another one is being read. */
  importFlashcardPackage(input: { idempotencyKey?: string; body: types.NewFlashcardImport }): Promise<types.FlashcardImport>

  /** List the packages that were taken over. Newest first. */
  listFlashcardImports(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.FlashcardImportPage>

  /** See how far a package has been read, and what became of it */
  getFlashcardImport(input: { id: string }): Promise<types.FlashcardImport>

  /** Take an import back. The cards that it made go to the trash, and so do its decks that are empty then. What it changed of cards that were there before stays; see their history. 409 while it runs. */
  undoFlashcardImport(input: { id: string; idempotencyKey?: string }): Promise<types.FlashcardImport>

  /** List the parameters that were fitted. Newest first. */
  listFlashcardOptimizations(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.FlashcardOptimizationPage>

  /** See parameters that were fitted, and how well they foretell */
  getFlashcardOptimization(input: { id: string }): Promise<types.FlashcardOptimization>

  /** Take over parameters that are proposed. Its decks have them from now on, and their cards from their next review; at once where their dates shall be computed anew. 409 when it is no proposal any more. */
  acceptFlashcardOptimization(input: { id: string; idempotencyKey?: string; body?: types.FlashcardOptimizationAcceptance }): Promise<types.FlashcardOptimization>

  /** Turn down parameters that are proposed */
  rejectFlashcardOptimization(input: { id: string; idempotencyKey?: string }): Promise<types.FlashcardOptimization>

  /** Fit the parameters of FSRS-6 to your reviews. Of a deck with its parts, or of all decks. It takes a while: ask at its `location`. What is found is proposed with how much better it foretells your reviews, until you accept it. 422 with how many are missing below 400 reviews, 409 while others are being fitted. */
  optimizeFlashcards(input: { idempotencyKey?: string; body: types.NewFlashcardOptimization }): Promise<types.FlashcardOptimization>

  /** Hand in the reviews of a device that was offline. A result for each. One that is refused keeps none of the others out. */
  reviewFlashcards(input: { idempotencyKey?: string; body: types.FlashcardReviewBatch }): Promise<types.FlashcardReviewBatchResult>

  /** See how learning goes. How many cards stand where, how well they are remembered when they are due, what was done on each day, and what comes. */
  getFlashcardStatistics(input?: { query?: { deckId?: string; days?: number; forecastDays?: number } }): Promise<types.FlashcardStatistics>

  /** See what remembering more or less would take. Plays the days to come through with FSRS-6: reviews a day, and how many cards would be known in the end, for each desired retention. */
  getFlashcardWorkload(input?: { query?: { deckId?: string; days?: number; retention?: number } }): Promise<types.FlashcardWorkload>

  /** List friends and invitations. Newest first, of all states or of one. */
  listFriends(input?: { query?: { limit?: number; cursor?: string; state?: "pending_sent" | "pending_received" | "accepted" | "declined" | "blocked" } }): Promise<types.FriendPage>

  /** Invite a friend by e-mail. The answer says nothing about whether the address has an account: whoever has it, now or once they have signed up and confirmed it, finds the invitation there. If they have invited you as well, you are friends. 429 after 20 invitations in a day, or three to one address in 30 days. */
  inviteFriend(input: { idempotencyKey?: string; body: types.NewFriend }): Promise<types.Friend>

  /** Read a friend */
  getFriend(input: { id: string }): Promise<types.Friend>

  /** Say what a friend may do */
  updateFriend(input: { id: string; ifMatch?: number; body: types.FriendPatch }): Promise<types.Friend>

  /** End a friendship, or take back an invitation. For both of you, with everything that was shared, at once. */
  deleteFriend(input: { id: string; ifMatch?: number }): Promise<void>

  /** Accept an invitation. 409 when it does not stand any more. */
  acceptFriend(input: { id: string; idempotencyKey?: string }): Promise<types.Friend>

  /** Block a user. Ends the friendship, if there is one, with everything that was shared. Their invitations and links do nothing any more, and say nothing. */
  blockFriend(input: { id: string; idempotencyKey?: string }): Promise<types.Friend>

  /** Decline an invitation. Whoever has sent it is not told. It can still be accepted. */
  declineFriend(input: { id: string; idempotencyKey?: string }): Promise<types.Friend>

  /** Read what happened to a friend. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getFriendHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a friend out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreFriend(input: { id: string; idempotencyKey?: string }): Promise<types.Friend>

  /** Lift a block. They are a stranger again: a friendship begins with a new invitation. */
  unblockFriend(input: { id: string; idempotencyKey?: string }): Promise<void>

  /** List the links that invite. Those that still open something, without their secrets. */
  listFriendLinks(): Promise<types.FriendLinks>

  /** Make a link that invites. For one person or several, until it expires. Its secret is in this answer and nowhere else. */
  createFriendLink(input: { idempotencyKey?: string; body: types.NewFriendLink }): Promise<types.CreatedFriendLink>

  /** End a link that invites. Whoever has used it stays a friend. */
  endFriendLink(input: { id: string }): Promise<void>

  /** Become a friend by a link. One 404 for every link that does not work, whatever the reason. */
  useFriendLink(input: { idempotencyKey?: string; body: types.FriendLinkUse }): Promise<types.Friend>

  /** Count friends and open invitations */
  getFriendStats(): Promise<types.FriendStats>

  /** List goals */
  listGoals(input?: { query?: { limit?: number; cursor?: string; status?: string; area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"; timeHorizon?: string; priority?: string; parentGoalId?: string | "none"; tag?: string; targetFrom?: string; targetTo?: string; q?: string; sort?: "newest" | "target_date" | "priority" | "progress" } }): Promise<types.GoalPage>

  /** Create a goal */
  createGoal(input: { idempotencyKey?: string; body: types.NewGoal }): Promise<types.Goal>

  /** Read a goal */
  getGoal(input: { id: string }): Promise<types.Goal>

  /** Change a goal. An absent field keeps its value, null clears it. With `cascade=true`, goals that wait for this one are pushed behind its target day, forward only and keeping their length; they arrive like any other change. */
  updateGoal(input: { id: string; query?: { cascade?: "true" | "false" }; ifMatch?: number; body: types.GoalPatch }): Promise<types.Goal>

  /** Move a goal to the trash. Goals under it stay and stand at the top until it is restored. */
  deleteGoal(input: { id: string; ifMatch?: number }): Promise<void>

  /** List what happened to a goal */
  listGoalActivity(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.GoalActivityPage>

  /** Write down what happened. A note unless another type is given. The goal counts as active from now. */
  addGoalActivity(input: { id: string; idempotencyKey?: string; body: types.NewGoalActivity }): Promise<types.GoalActivity>

  /** Read one entry */
  getGoalActivity(input: { id: string; activityId: string }): Promise<types.GoalActivity>

  /** Remove an entry */
  deleteGoalActivity(input: { id: string; activityId: string }): Promise<void>

  /** Change or tick one success criterion. The others stay as they are, so two people ticking two boxes do not collide. */
  updateGoalCriterion(input: { id: string; criterionId: string; ifMatch?: number; body: types.CriterionPatch }): Promise<types.Goal>

  /** List what a goal waits for and what waits for it */
  listGoalDependencies(input: { id: string }): Promise<types.GoalDependencies>

  /** Make a goal wait for another. Finish to start. Again with another lag, it changes the lag. Refused with 409 when it would go round in a circle; the problem names the path. */
  addGoalDependency(input: { id: string; idempotencyKey?: string; body: types.NewGoalDependency }): Promise<types.GoalDependency>

  /** Read one dependency */
  getGoalDependency(input: { id: string; dependsOnGoalId: string }): Promise<types.GoalDependency>

  /** Stop waiting for another goal */
  removeGoalDependency(input: { id: string; dependsOnGoalId: string }): Promise<void>

  /** Read what happened to a goal. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getGoalHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** List what is tied to a goal */
  listGoalLinks(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.GoalLinkPage>

  /** Tie an item to a goal. May be repeated. */
  linkToGoal(input: { id: string; kind: "task" | "metric" | "habit" | "project"; entityId: string }): Promise<void>

  /** Untie an item from a goal. May be repeated. */
  unlinkFromGoal(input: { id: string; kind: "task" | "metric" | "habit" | "project"; entityId: string }): Promise<void>

  /** Read progress, health and pace. Components without members do not weigh; a manual progress wins. Days are those of your own time zone. */
  getGoalProgress(input: { id: string }): Promise<types.GoalProgress>

  /** Take a goal out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreGoal(input: { id: string; idempotencyKey?: string }): Promise<types.Goal>

  /** Read the graph of dependencies */
  getGoalGraph(): Promise<types.GoalGraph>

  /** List the logged days of all habits. Newest first. */
  listHabitLogs(input?: { query?: { limit?: number; cursor?: string; from?: string; to?: string } }): Promise<types.HabitLogPage>

  /** Read a logged day */
  getHabitLog(input: { id: string }): Promise<types.HabitLog>

  /** Change a logged day */
  updateHabitLog(input: { id: string; ifMatch?: number; body: types.HabitLogPatch }): Promise<types.HabitLog>

  /** Move a logged day to the trash. Points and milestones are taken back exactly. */
  deleteHabitLog(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a habit log. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getHabitLogHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a habit log out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreHabitLog(input: { id: string; idempotencyKey?: string }): Promise<types.HabitLog>

  /** List habits */
  listHabits(input?: { query?: { limit?: number; cursor?: string; area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"; kind?: "build" | "maintain" | "reduce" | "quit"; archived?: "true" | "false"; goalId?: string; q?: string } }): Promise<types.HabitPage>

  /** Create a habit */
  createHabit(input: { idempotencyKey?: string; body: types.NewHabit }): Promise<types.Habit>

  /** Read a habit */
  getHabit(input: { id: string }): Promise<types.Habit>

  /** Change a habit. An absent field keeps its value, null clears it. A new schedule, target or choice of off days holds from today; the days before stay judged by what held then. */
  updateHabit(input: { id: string; ifMatch?: number; body: types.HabitPatch }): Promise<types.Habit>

  /** Move a habit to the trash. With its days. Points already earned stay earned. */
  deleteHabit(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read a year of a habit, day by day */
  getHabitHeatmap(input: { id: string; query?: { year?: number } }): Promise<types.HabitHeatmap>

  /** Read what happened to a habit. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getHabitHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** List the logged days of a habit. Newest first. */
  listHabitDays(input: { id: string; query?: { limit?: number; cursor?: string; from?: string; to?: string } }): Promise<types.HabitLogPage>

  /** Log up to 1,000 days at once. Each row has its own answer; what is no day or still to come is refused, and the others go on. */
  importHabitDays(input: { id: string; idempotencyKey?: string; body: types.HabitLogImport }): Promise<types.HabitLogResults>

  /** Log a day of a habit. Says all there is to say of your local day; saying it again changes nothing. A day that is still to come where you are is refused, and with the ETag of your last reading in If-Match one that has changed since (412). */
  logHabitDay(input: { id: string; date: string; body: types.HabitDay }): Promise<types.LoggedHabitDay>

  /** Un-log a day of a habit. As if it had never been logged: points and milestones are taken back exactly. */
  unlogHabitDay(input: { id: string; date: string }): Promise<void>

  /** Take a habit out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreHabit(input: { id: string; idempotencyKey?: string }): Promise<types.Habit>

  /** Read a habit's streaks, strength and rates */
  getHabitStats(input: { id: string }): Promise<types.HabitStats>

  /** List habits that you seem to have already. Noticed by the titles of your reminders and completed tasks of the last eight weeks, once a day. */
  listHabitSuggestions(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.HabitSuggestionPage>

  /** Make a habit of a suggestion */
  acceptHabitSuggestion(input: { id: string; idempotencyKey?: string }): Promise<types.Habit>

  /** Dismiss a suggestion for good */
  dismissHabitSuggestion(input: { id: string; idempotencyKey?: string }): Promise<types.HabitSuggestion>

  /** Read what today asks for. In your day, which begins when you said it does. */
  getHabitsToday(): Promise<types.HabitsToday>

  /** Tell what an utterance wants. By fixed rules, in English: each wish with its type, how sure that is, and what it names. Nothing is carried out. */
  classifyIntent(input: { idempotencyKey?: string; body: types.Utterance }): Promise<types.Understanding>

  /** List journal entries. The latest day first. */
  listJournal(input?: { query?: { limit?: number; cursor?: string; from?: string; to?: string; moodFrom?: number; moodTo?: number; tag?: string; private?: string; q?: string } }): Promise<types.JournalPage>

  /** Write a journal entry */
  createJournalEntry(input: { idempotencyKey?: string; body: types.NewJournalEntry }): Promise<types.JournalEntry>

  /** Read a journal entry */
  getJournalEntry(input: { id: string }): Promise<types.JournalEntry>

  /** Change a journal entry. An absent field keeps its value, null clears it. */
  updateJournalEntry(input: { id: string; ifMatch?: number; body: types.JournalEntryPatch }): Promise<types.JournalEntry>

  /** Move a journal entry to the trash */
  deleteJournalEntry(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a journal entry. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getJournalEntryHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a journal entry out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreJournalEntry(input: { id: string; idempotencyKey?: string }): Promise<types.JournalEntry>

  /** Read the moods of many days */
  getMoodCalendar(input?: { query?: { from?: string; to?: string } }): Promise<types.MoodCalendar>

  /** Read what you wrote on this day in earlier years */
  listJournalOnThisDay(input?: { query?: { date?: string } }): Promise<types.OnThisDay>

  /** List the questions to write about. Each says which exercise of psychology it is taken from. */
  listJournalPrompts(input?: { query?: { tone?: "hard" | "any" | "good" } }): Promise<types.JournalPromptList>

  /** Ask for the question of the day. Chosen by your moods of the seven days before. Each question of a set has its turn before any comes again, and what you answered within thirty days rests. */
  getDailyJournalPrompt(input?: { query?: { date?: string } }): Promise<types.DailyPrompts>

  /** Read what your entries come to. Counted, nothing guessed: moods by weekday, by your own words for them and by tag. */
  getJournalStats(input?: { query?: { from?: string; to?: string } }): Promise<types.JournalStats>

  /** Read how many days in a row you have written about */
  getJournalStreak(): Promise<types.JournalStreak>

  /** List logbook entries. The latest day first. */
  listLogbook(input?: { query?: { limit?: number; cursor?: string; from?: string; to?: string; mood?: string; q?: string; entity?: string; entityId?: string } }): Promise<types.LogbookPage>

  /** Write a logbook entry */
  createLogbookEntry(input: { idempotencyKey?: string; body: types.NewLogbookEntry }): Promise<types.LogbookEntry>

  /** Read a logbook entry */
  getLogbookEntry(input: { id: string }): Promise<types.LogbookEntry>

  /** Change a logbook entry. An absent field keeps its value, null clears it. */
  updateLogbookEntry(input: { id: string; ifMatch?: number; body: types.LogbookEntryPatch }): Promise<types.LogbookEntry>

  /** Move a logbook entry to the trash */
  deleteLogbookEntry(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a logbook entry. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getLogbookEntryHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a logbook entry out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreLogbookEntry(input: { id: string; idempotencyKey?: string }): Promise<types.LogbookEntry>

  /** List what the assistant knows of you. Newest first, with where you said it. */
  listMemories(input?: { query?: { limit?: number; cursor?: string; kind?: "identity" | "health" | "preference" | "relationship" | "routine" | "goal" | "instruction" | "other"; scope?: "all" | "conversation" | "personality"; source?: "user" | "message"; conversationId?: string; q?: string } }): Promise<types.MemoryPage>

  /** Tell the assistant something about you. Passwords, card numbers and other secrets are refused. What is there already answers 409. */
  createMemory(input: { idempotencyKey?: string; body: types.NewMemory }): Promise<types.Memory>

  /** Have the assistant forget everything. Moves all to the trash. To keep it from learning, switch `ai.memory` off in the preferences. */
  deleteAllMemories(): Promise<void>

  /** Read a memory */
  getMemory(input: { id: string }): Promise<types.Memory>

  /** Correct a memory. An absent field keeps its value, null clears it. */
  updateMemory(input: { id: string; ifMatch?: number; body: types.MemoryPatch }): Promise<types.Memory>

  /** Move a memory to the trash */
  deleteMemory(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a memory. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getMemoryHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a memory out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreMemory(input: { id: string; idempotencyKey?: string }): Promise<types.Memory>

  /** Ask what the assistant would be told with a message */
  recallMemories(input: { query: { text: string; limit?: number; conversationId?: string; personality?: "language_matching" | "anticipate_and_guide" | "reflect_and_mirror" | "remind_and_reground" | "nudge_and_challenge" } }): Promise<types.RecalledMemories>

  /** Read what happened to a metric log. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getMetricLogHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a metric log out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreMetricLog(input: { id: string; idempotencyKey?: string }): Promise<types.MetricLog>

  /** List metrics */
  listMetrics(input?: { query?: { limit?: number; cursor?: string; status?: "active" | "paused" | "archived"; area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"; goalId?: string; tag?: string; q?: string } }): Promise<types.MetricPage>

  /** Create a metric */
  createMetric(input: { idempotencyKey?: string; body: types.NewMetric }): Promise<types.Metric>

  /** Read a metric */
  getMetric(input: { id: string }): Promise<types.Metric>

  /** Change a metric. An absent field keeps its value, null clears it. A new target counts for logs from now on. */
  updateMetric(input: { id: string; ifMatch?: number; body: types.MetricPatch }): Promise<types.Metric>

  /** Move a metric with its logs to the trash */
  deleteMetric(input: { id: string; ifMatch?: number }): Promise<void>

  /** See what a metric's logs say. Trend, progress, streak, moving average, forecast and what stands out, in your days and your zone. */
  getMetricAnalytics(input: { id: string }): Promise<types.MetricAnalytics>

  /** Compare this week or month with the one before */
  compareMetricPeriods(input: { id: string; query?: { period?: "week" | "month" } }): Promise<types.MetricComparison>

  /** See a metric's days at a glance */
  getMetricHeatmap(input: { id: string; query?: { months?: number } }): Promise<types.MetricHeatmap>

  /** Read what happened to a metric. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getMetricHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** List a metric's logs by time */
  listMetricLogs(input: { id: string; query?: { limit?: number; cursor?: string; from?: string; to?: string; order?: "newest" | "oldest" } }): Promise<types.MetricLogPage>

  /** Log a value, or many. One `value` answers 201 with the log. A list of `logs` answers 200 with one result for each: what is wrong with one does not keep the others out. An `externalId` that is there already writes that log anew. */
  logMetric(input: { id: string; idempotencyKey?: string; body: types.MetricLogging }): Promise<types.LoggedRows | types.MetricLog>

  /** Take a metric's logs along as CSV */
  exportMetricLogs(input: { id: string; query?: { from?: string; to?: string } }): Promise<string>

  /** Take over logs from CSV. Each row comes in or is named with the reason why not. A row whose `externalId` (or exported `id`) is there already writes that log anew. */
  importMetricLogs(input: { id: string; query?: { dryRun?: "true" | "false" }; idempotencyKey?: string; body: types.MetricCsv }): Promise<types.ImportedCsv>

  /** Read a log */
  getMetricLog(input: { id: string; logId: string }): Promise<types.MetricLog>

  /** Change a log */
  updateMetricLog(input: { id: string; logId: string; ifMatch?: number; body: types.MetricLogPatch }): Promise<types.MetricLog>

  /** Move a log to the trash */
  deleteMetricLog(input: { id: string; logId: string; ifMatch?: number }): Promise<void>

  /** List a metric's milestones. Each is reached once. One goes, with its points, when the logs that earned it go. */
  listMetricMilestones(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.MetricMilestonePage>

  /** Take a metric out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreMetric(input: { id: string; idempotencyKey?: string }): Promise<types.Metric>

  /** See which metrics go together. Pearson and Spearman on the means of your days, on the same day and up to seven days apart, from eight days on. Each pair with its most telling lag; q is p after Benjamini–Hochberg over all that was tested. That two things go together does not say that one makes the other. */
  listMetricCorrelations(input?: { query?: { metricId?: string; days?: number } }): Promise<types.MetricCorrelations>

  /** List notes. How each begins; the whole of one is read by its id. */
  listNotes(input?: { query?: { limit?: number; cursor?: string; tag?: string; area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"; pinned?: string; favorite?: string; archived?: "false" | "true" | "all"; voice?: string; fileId?: string; courseId?: string; topicId?: string; q?: string; sort?: "newest" | "updated" | "title" } }): Promise<types.NotePage>

  /** Write a note */
  createNote(input: { idempotencyKey?: string; body: types.NewNote }): Promise<types.Note>

  /** Read a note */
  getNote(input: { id: string }): Promise<types.Note>

  /** Change a note. An absent field keeps its value, null clears it. What it said before is in its history. */
  updateNote(input: { id: string; ifMatch?: number; body: types.NotePatch }): Promise<types.Note>

  /** Move a note to the trash */
  deleteNote(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a note. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getNoteHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** List what a note leads to, and what leads to it. By `[[Title]]` in their content, whatever the case. Of several notes of one title the newest is meant. */
  listNoteLinks(input: { id: string }): Promise<types.NoteLinks>

  /** Take a note out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreNote(input: { id: string; idempotencyKey?: string }): Promise<types.Note>

  /** Write down what a voice note says, once more */
  transcribeNote(input: { id: string; idempotencyKey?: string }): Promise<types.Note>

  /** List the tags of your notes. With how many notes have each, the most used first. */
  listNoteTags(): Promise<types.NoteTags>

  /** Speak a note. Keeps the recording as a file, and writes down what is said where this server can: `transcriptStatus` tells. What was misheard you correct by changing `transcript`. */
  createVoiceNote(input: { idempotencyKey?: string; body: FormData }): Promise<types.Note>

  /** List notifications. The inbox, newest first. */
  listNotifications(input?: { query?: { limit?: number; cursor?: string; unread?: string; kind?: string } }): Promise<types.NotificationPage>

  /** Read a notification. Looking at it here does not mark it as read. */
  getNotification(input: { id: string }): Promise<types.Notification>

  /** Mark a notification as read or unread */
  updateNotification(input: { id: string; ifMatch?: number; body: types.NotificationPatch }): Promise<types.Notification>

  /** Move a notification to the trash */
  deleteNotification(input: { id: string; ifMatch?: number }): Promise<void>

  /** List what became of a notification on each of its ways */
  listNotificationDeliveries(input: { id: string }): Promise<types.Deliveries>

  /** Read what happened to a notification. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getNotificationHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Mark a notification as read. Doing it again changes nothing. */
  readNotification(input: { id: string; idempotencyKey?: string }): Promise<types.Notification>

  /** Take a notification out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreNotification(input: { id: string; idempotencyKey?: string }): Promise<types.Notification>

  /** Count unread notifications */
  countUnreadNotifications(): Promise<types.UnreadCount>

  /** Mark every notification as read */
  readAllNotifications(input?: { idempotencyKey?: string }): Promise<types.ReadAll>

  /** Count the numbers of a name and a birthday. By the method that the answer names, with the steps of each number. Nothing is kept. */
  makeNumerology(input: { idempotencyKey?: string; body: types.NumerologyRequest }): Promise<types.Numerology>

  /** Read the questions, my answers and how far I have come */
  getOnboarding(): Promise<types.Onboarding>

  /** Finish onboarding. Needs steps 1 to 5. Finishing twice is the same as once. */
  completeOnboarding(input?: { idempotencyKey?: string }): Promise<types.Onboarding>

  /** Answer one step. Steps are answered in order; an answered one may be answered anew. Step 6 may be left out. */
  answerOnboardingStep(input: { n: number; body: types.OnboardingStepAnswers }): Promise<types.Onboarding>

  /** Read what is known of the world here. Who is asked for what, whether they answer at the moment, and what is computed. */
  getOutsideCapabilities(): Promise<types.OutsideCapabilities>

  /** Find a place by its name. With coordinates and zone. `Springfield, Illinois` finds the one there. When the provider cannot be asked, an older answer stands in and says so (`isStale`, `ageSeconds`); without one it is 503 with `Retry-After`. */
  findPlaces(input: { query: { q: string; limit?: number } }): Promise<types.Places>

  /** List projects */
  listProjects(input?: { query?: { limit?: number; cursor?: string; status?: string; area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"; priority?: string; goalId?: string; tag?: string; targetFrom?: string; targetTo?: string; q?: string; sort?: "newest" | "target_date" | "impact" | "progress" } }): Promise<types.ProjectPage>

  /** Create a project */
  createProject(input: { idempotencyKey?: string; body: types.NewProject }): Promise<types.Project>

  /** Read a project */
  getProject(input: { id: string }): Promise<types.Project>

  /** Change a project. An absent field keeps its value, null clears it. */
  updateProject(input: { id: string; ifMatch?: number; body: types.ProjectPatch }): Promise<types.Project>

  /** Move a project to the trash. Its tasks and goals stay. */
  deleteProject(input: { id: string; ifMatch?: number }): Promise<void>

  /** List what happened to a project */
  listProjectActivity(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.ProjectActivityPage>

  /** Write down what happened. A note. The project counts as active from now. */
  addProjectNote(input: { id: string; idempotencyKey?: string; body: types.NewProjectActivity }): Promise<types.ProjectActivity>

  /** Read one entry */
  getProjectActivity(input: { id: string; activityId: string }): Promise<types.ProjectActivity>

  /** Remove an entry */
  deleteProjectActivity(input: { id: string; activityId: string }): Promise<void>

  /** List what a project waits for and what waits for it */
  listProjectDependencies(input: { id: string }): Promise<types.ProjectDependencies>

  /** Make a project wait for another. Finish to start. Again with another lag, it changes the lag. Refused with 409 when it would go round in a circle; the problem names the path. */
  addProjectDependency(input: { id: string; idempotencyKey?: string; body: types.NewProjectDependency }): Promise<types.ProjectDependency>

  /** Read one dependency */
  getProjectDependency(input: { id: string; dependsOnProjectId: string }): Promise<types.ProjectDependency>

  /** Stop waiting for another project */
  removeProjectDependency(input: { id: string; dependsOnProjectId: string }): Promise<void>

  /** Read how healthy a project is, and why. 100 points less what overdue tasks, blocked tasks, staleness, lagging behind the even pace and growth over the plan take; every deduction is listed. Days are those of your own time zone. */
  getProjectHealth(input: { id: string }): Promise<types.ProjectHealth>

  /** Read what happened to a project. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getProjectHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a project out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreProject(input: { id: string; idempotencyKey?: string }): Promise<types.Project>

  /** Put a task into a project. May be repeated. The tasks of a project are listed by `GET /api/tasks?projectId=`. */
  addTaskToProject(input: { id: string; taskId: string }): Promise<void>

  /** Take a task out of a project. May be repeated. */
  removeTaskFromProject(input: { id: string; taskId: string }): Promise<void>

  /** Read the graph of dependencies */
  getProjectGraph(): Promise<types.ProjectGraph>

  /** List what was redeemed. Newest first, with what was undone. */
  listRedemptions(input?: { query?: { limit?: number; cursor?: string; rewardId?: string; undone?: string } }): Promise<types.RedemptionPage>

  /** Read a redemption */
  getRedemption(input: { id: string }): Promise<types.Redemption>

  /** Undo a redemption. Gives the points back, within 24 hours. */
  undoRedemption(input: { id: string; idempotencyKey?: string }): Promise<types.Redeemed>

  /** List reminders */
  listReminders(input?: { query?: { limit?: number; cursor?: string; status?: "active" | "done" | "cancelled"; priority?: "p1" | "p2" | "p3" | "p4"; category?: string; q?: string } }): Promise<types.ReminderPage>

  /** Create a reminder. A single time that has passed already rings at once; a series begins with its next occurrence. */
  createReminder(input: { idempotencyKey?: string; body: types.NewReminder }): Promise<types.Reminder>

  /** Read a reminder */
  getReminder(input: { id: string }): Promise<types.Reminder>

  /** Change a reminder. An absent field keeps its value, null clears it. New times bring a done or cancelled reminder back. */
  updateReminder(input: { id: string; ifMatch?: number; body: types.ReminderPatch }): Promise<types.Reminder>

  /** Move a reminder to the trash */
  deleteReminder(input: { id: string; ifMatch?: number }): Promise<void>

  /** Cancel a reminder */
  cancelReminder(input: { id: string; idempotencyKey?: string }): Promise<types.Reminder>

  /** Complete what has rung. Of a series the newest occurrence that has come due, else the next. Its nags and its snooze end. */
  completeReminder(input: { id: string; idempotencyKey?: string; body?: types.OccurrenceChoice }): Promise<types.Reminder>

  /** Read what happened to a reminder. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getReminderHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** List a reminder’s occurrences. What became of past ones, with the reason, and what is still to come. */
  listReminderOccurrences(input: { id: string; query?: { from?: string; to?: string } }): Promise<types.ReminderOccurrences>

  /** Take a reminder out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreReminder(input: { id: string; idempotencyKey?: string }): Promise<types.Reminder>

  /** Leave one occurrence out. The one that is snoozed or nagging, else the next. */
  skipReminder(input: { id: string; idempotencyKey?: string; body?: types.OccurrenceChoice }): Promise<types.Reminder>

  /** Move what has rung to later. Only this occurrence moves; the series stays where it is. */
  snoozeReminder(input: { id: string; idempotencyKey?: string; body: types.Snooze }): Promise<types.Reminder>

  /** List what is coming, of all reminders */
  listUpcomingReminders(input?: { query?: { until?: string } }): Promise<types.UpcomingReminders>

  /** List the resources of my library */
  listResources(input?: { query?: { limit?: number; cursor?: string; type?: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"; difficulty?: "beginner" | "intermediate" | "advanced" | "expert"; topic?: string; q?: string; completed?: string; courseId?: string; goalId?: string; sort?: "newest" | "title" | "progress" | "rating" } }): Promise<types.ResourcePage>

  /** Add an address to my library. Without a title its page is read (public addresses only, 8 s, 5 MB) and says title, description and picture. One that cannot be read is saved under the name of its host, and `metadataFailure` says why. 409 when it is there already. */
  createResource(input: { idempotencyKey?: string; body: types.NewResource }): Promise<types.Resource>

  /** Read a resource of my library */
  getResource(input: { id: string }): Promise<types.Resource>

  /** Change a resource of my library. Its progress, your rating and notes among the rest. An absent field keeps its value, null clears it. */
  updateResource(input: { id: string; ifMatch?: number; body: types.ResourcePatch }): Promise<types.Resource>

  /** Move a resource to the trash */
  deleteResource(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a resource. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getResourceHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Read the page of a resource. What is empty is filled with what the page says of itself; what you wrote stays. When it cannot be read, `metadataFailure` says why. */
  readResourceMetadata(input: { id: string; idempotencyKey?: string }): Promise<types.Resource>

  /** Take a resource out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreResource(input: { id: string; idempotencyKey?: string }): Promise<types.Resource>

  /** List the catalogue of resources. What the administrators of this server recommend to everybody, with the ratings of its users. */
  listCatalogue(input?: { query?: { limit?: number; cursor?: string; type?: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"; difficulty?: "beginner" | "intermediate" | "advanced" | "expert"; topic?: string; q?: string; maxMinutes?: number; sort?: "title" | "rating" | "newest" } }): Promise<types.CataloguePage>

  /** Read a resource of the catalogue */
  getCatalogueResource(input: { id: string }): Promise<types.CatalogueResource>

  /** Have a resource not recommended again. What is like it is recommended less, too. */
  dismissCatalogueResource(input: { id: string; idempotencyKey?: string }): Promise<void>

  /** Let a resource be recommended again */
  undismissCatalogueResource(input: { id: string }): Promise<void>

  /** Save a resource of the catalogue in my library. As it is now; from then on it is yours to change. Saved before, it stays as it is. */
  saveCatalogueResource(input: { id: string; idempotencyKey?: string }): Promise<types.Resource>

  /** List the topics of the catalogue */
  listCatalogueTopics(): Promise<types.CatalogueTopics>

  /** Recommend resources of the catalogue. Scored by topic (40), difficulty (20), what you made of others (20), quality (10) and time (10), each with a reason. What is in your library or dismissed is left out. Worked out by code alone. Where plans have limits, each answer is one of those of the week. */
  listResourceRecommendations(input?: { query?: { limit?: number; availableMinutes?: number; type?: "video" | "article" | "book" | "course" | "document" | "website" | "podcast" | "other"; courseId?: string; goalId?: string } }): Promise<types.ResourceRecommendations>

  /** List rewards */
  listRewards(input?: { query?: { limit?: number; cursor?: string; status?: "active" | "locked" | "archived"; category?: "quick_treat" | "daily_delight" | "weekly_reward" | "big_unlock" | "custom"; maxCost?: number; q?: string; sort?: "newest" | "cost" } }): Promise<types.RewardPage>

  /** Create a reward */
  createReward(input: { idempotencyKey?: string; body: types.NewReward }): Promise<types.Reward>

  /** Read a reward */
  getReward(input: { id: string }): Promise<types.Reward>

  /** Change a reward. An absent field keeps its value, null clears it. What was redeemed keeps its price. */
  updateReward(input: { id: string; ifMatch?: number; body: types.RewardPatch }): Promise<types.Reward>

  /** Move a reward to the trash */
  deleteReward(input: { id: string; ifMatch?: number }): Promise<void>

  /** Ask whether a reward can be redeemed now */
  getRewardAvailability(input: { id: string }): Promise<types.RewardAvailability>

  /** Read what happened to a reward. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getRewardHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Redeem a reward. Pays its points. Refused with 409 when it is not active, costs more than there is, its limit for today is reached or its cooldown runs; the problem says why, and `availableAt` until when. */
  redeemReward(input: { id: string; idempotencyKey?: string; body?: types.Redeeming }): Promise<types.Redeemed>

  /** Take a reward out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreReward(input: { id: string; idempotencyKey?: string }): Promise<types.Reward>

  /** Ask which rewards can be redeemed now. Every active reward, newest first. */
  listRewardAvailability(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.RewardAvailabilityPage>

  /** List what happens in a span of time. Series are expanded; in order of start. At most 400 days and 10,000 occurrences. */
  listSchedule(input: { query: { from: string; to: string } }): Promise<types.Agenda>

  /** Create a block, or a series of them */
  createScheduleBlock(input: { idempotencyKey?: string; body: types.NewScheduleBlock }): Promise<types.ScheduleBlock>

  /** Read a block */
  getScheduleBlock(input: { id: string }): Promise<types.ScheduleBlock>

  /** Change a block, one occurrence, or the rest of a series. An absent field keeps its value, null clears it. With `occurrence`, `startAt` is that occurrence’s. Scope `following` splits the series: the answer is the new one. */
  updateScheduleBlock(input: { id: string; query?: { occurrence?: string; scope?: "this" | "following" | "all" }; ifMatch?: number; body: types.ScheduleBlockPatch }): Promise<types.ScheduleBlock>

  /** Delete a block, one occurrence, or the rest of a series. The whole goes to the trash; a part of a series is left out of it. */
  deleteScheduleBlock(input: { id: string; query?: { occurrence?: string; scope?: "this" | "following" | "all" }; ifMatch?: number }): Promise<void>

  /** Mark a block or one occurrence as done. Completing again changes nothing; `completed` false takes it back. */
  completeScheduleBlock(input: { id: string; idempotencyKey?: string; body: types.CompletionBody }): Promise<types.ScheduleBlock>

  /** Read what happened to a schedule block. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getScheduleBlockHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a schedule block out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreScheduleBlock(input: { id: string; idempotencyKey?: string }): Promise<types.ScheduleBlock>

  /** List what became of a block’s reminders. The last 200, newest first. After an outage the newest is caught up while its block is not over; the others are missed. */
  listBlockRings(input: { id: string }): Promise<types.BlockRings>

  /** Leave out one occurrence of a series */
  skipScheduleBlock(input: { id: string; idempotencyKey?: string; body: types.OccurrenceBody }): Promise<types.ScheduleBlock>

  /** List busy blocks that overlap. Half-open: a block may begin where another ends. `complete` is false when there are more than 1,000. */
  listScheduleConflicts(input: { query: { from: string; to: string } }): Promise<types.Conflicts>

  /** Read whether there is a private address, and since when */
  getScheduleFeed(): Promise<types.CalendarFeed>

  /** Make the private address for other calendars. Shown this once. Making another one ends the one before at once. */
  rotateScheduleFeed(input?: { idempotencyKey?: string }): Promise<types.NewCalendarFeed>

  /** End the private address */
  revokeScheduleFeed(): Promise<void>

  /** Cut a span into busy and free time */
  getFreeBusy(input: { query: { from: string; to: string } }): Promise<types.FreeBusy>

  /** Propose when to work on open tasks, habits and reviews. By deadline, priority, energy and what waits for what, into free time within working hours, in pieces with breaks. The same input gives the same proposal; it takes the place of the open one, and changes nothing until it is accepted. */
  generateSchedule(input: { idempotencyKey?: string; body: types.PlanRequest }): Promise<types.ScheduleProposal>

  /** Take over a calendar file. Importing it again updates what came from it. Each event comes in whole or is named with the reason why not. */
  importSchedule(input: { idempotencyKey?: string; body: types.CalendarFile }): Promise<types.ImportedCalendar>

  /** List proposals, the newest first */
  listScheduleProposals(input?: { query?: { limit?: number; cursor?: string; state?: "open" | "accepted" | "rejected" | "superseded" } }): Promise<types.ScheduleProposalPage>

  /** Read a proposal */
  getScheduleProposal(input: { id: string }): Promise<types.ScheduleProposal>

  /** Make blocks of a proposal. All or none: 409 when some of the time was taken or has passed since, or it was decided before. */
  acceptScheduleProposal(input: { id: string; idempotencyKey?: string }): Promise<types.AcceptedProposal>

  /** Reject a proposal */
  rejectScheduleProposal(input: { id: string; idempotencyKey?: string }): Promise<types.ScheduleProposal>

  /** Propose another time for missed blocks. Blocks of open tasks that went by without being completed. Accepting takes the missed ones away. */
  replanSchedule(input: { idempotencyKey?: string; body: types.ReplanRequest }): Promise<types.ScheduleProposal>

  /** List subscribed calendars and how they are */
  listCalendarSubscriptions(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.CalendarSubscriptionPage>

  /** Subscribe to a calendar by its address. A worker reads it at once and every few hours from then on; its events become blocks that are read only here. */
  createCalendarSubscription(input: { idempotencyKey?: string; body: types.NewCalendarSubscription }): Promise<types.CalendarSubscription>

  /** Read a subscription: when it was read, what went wrong, when it is tried again */
  getCalendarSubscription(input: { id: string }): Promise<types.CalendarSubscription>

  /** Rename a subscription or change its address */
  updateCalendarSubscription(input: { id: string; ifMatch?: number; body: types.CalendarSubscriptionPatch }): Promise<types.CalendarSubscription>

  /** End a subscription; its blocks go to the trash */
  deleteCalendarSubscription(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a schedule subscription. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getScheduleSubscriptionHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Read a subscribed calendar now */
  refreshCalendarSubscription(input: { id: string; idempotencyKey?: string }): Promise<types.CalendarSubscription>

  /** Take a schedule subscription out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreScheduleSubscription(input: { id: string; idempotencyKey?: string }): Promise<types.CalendarSubscription>

  /** Find what you have written. By words, also misspelt and half typed, and by meaning, over all kinds of items at once. What was just written is found by its words at once and by its meaning a moment later. An API key needs the scope of each kind besides this one, and finds the others not. */
  search(input: { query: { q: string; types?: string; limit?: number } }): Promise<types.SearchAnswer>

  /** List what is shared with you. With what you may do with each; what waits for your acceptance is `pending`. */
  listShared(input?: { query?: { limit?: number; cursor?: string; entity?: "reminder" | "note" | "habit" | "goal" | "task" | "project"; state?: "pending" | "accepted"; ownerId?: string } }): Promise<types.ReceivedSharePage>

  /** Read on what terms something is shared with you */
  getShared(input: { id: string }): Promise<types.ReceivedShare>

  /** Decline what is shared with you, or give it back */
  declineShared(input: { id: string }): Promise<void>

  /** Accept what is shared with you. A reminder rings for you from now on, follows its owner’s changes, and goes when it is taken back. */
  acceptShared(input: { id: string; idempotencyKey?: string }): Promise<types.ReceivedShare>

  /** List what was said about something shared with you */
  listSharedComments(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.ShareCommentPage>

  /** Comment on something shared with you. Where it was shared to be commented on or edited. */
  commentShared(input: { id: string; idempotencyKey?: string; body: types.NewShareComment }): Promise<types.ShareComment>

  /** Read what happened to a received share. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getReceivedShareHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Nudge a friend about something shared. At most once in three hours; their quiet hours hold. 403 where they do not want it. */
  nudgeFriend(input: { id: string; idempotencyKey?: string; body: types.Nudge }): Promise<void>

  /** Take a received share out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreReceivedShare(input: { id: string; idempotencyKey?: string }): Promise<types.ReceivedShare>

  /** Read a goal that is shared with you. What was agreed on. The id is that of the share in `/shared`. */
  getSharedGoal(input: { id: string }): Promise<types.SharedGoal>

  /** Change a goal that is shared with you. Where it was shared to be edited, and of it what is shown. Its history says by which share. */
  updateSharedGoal(input: { id: string; ifMatch?: number; body: types.GoalPatch }): Promise<types.SharedGoal>

  /** Read a habit that is shared with you. What was agreed on. The id is that of the share in `/shared`. */
  getSharedHabit(input: { id: string }): Promise<types.SharedHabit>

  /** Change a habit that is shared with you. Where it was shared to be edited, and of it what is shown. Its history says by which share. */
  updateSharedHabit(input: { id: string; ifMatch?: number; body: types.HabitPatch }): Promise<types.SharedHabit>

  /** Put a shared habit beside one of yours. Figures that were agreed on, and of yours the same. */
  compareSharedHabit(input: { id: string; query?: { habitId?: string } }): Promise<types.HabitComparison>

  /** Read a note that is shared with you. What was agreed on. The id is that of the share in `/shared`. */
  getSharedNote(input: { id: string }): Promise<types.SharedNote>

  /** Change a note that is shared with you. Where it was shared to be edited, and of it what is shown. Its history says by which share. */
  updateSharedNote(input: { id: string; ifMatch?: number; body: types.NotePatch }): Promise<types.SharedNote>

  /** Read a project that is shared with you. What was agreed on. The id is that of the share in `/shared`. */
  getSharedProject(input: { id: string }): Promise<types.SharedProject>

  /** Change a project that is shared with you. Where it was shared to be edited, and of it what is shown. Its history says by which share. */
  updateSharedProject(input: { id: string; ifMatch?: number; body: types.ProjectPatch }): Promise<types.SharedProject>

  /** Read a reminder that is shared with you. What was agreed on. The id is that of the share in `/shared`. */
  getSharedReminder(input: { id: string }): Promise<types.SharedReminder>

  /** Change a reminder that is shared with you. Where it was shared to be edited, and of it what is shown. Its history says by which share. */
  updateSharedReminder(input: { id: string; ifMatch?: number; body: types.ReminderPatch }): Promise<types.SharedReminder>

  /** Read a task that is shared with you. What was agreed on. The id is that of the share in `/shared`. */
  getSharedTask(input: { id: string }): Promise<types.SharedTask>

  /** Change a task that is shared with you. Where it was shared to be edited, and of it what is shown. Its history says by which share. */
  updateSharedTask(input: { id: string; ifMatch?: number; body: types.TaskPatch }): Promise<types.SharedTask>

  /** List what you share */
  listShares(input?: { query?: { limit?: number; cursor?: string; friendId?: string; entity?: "reminder" | "note" | "habit" | "goal" | "task" | "project"; entityId?: string; state?: "pending" | "accepted" | "declined" } }): Promise<types.SharePage>

  /** Share an item. With a friend, who accepts it unless they take such things from you unasked; without `friendId` only links open it. 404 for an item that is not yours and for somebody who is no friend. */
  createShare(input: { idempotencyKey?: string; body: types.NewShare }): Promise<types.Share>

  /** Read a share */
  getShare(input: { id: string }): Promise<types.Share>

  /** Change the terms of a share. They hold from the next request on. */
  updateShare(input: { id: string; ifMatch?: number; body: types.SharePatch }): Promise<types.Share>

  /** Take a share back. Everywhere and at once, with the links to it and the reminder that rang for it. */
  deleteShare(input: { id: string; ifMatch?: number }): Promise<void>

  /** List what was said about something you share */
  listShareComments(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.ShareCommentPage>

  /** Comment on something you share */
  commentShare(input: { id: string; idempotencyKey?: string; body: types.NewShareComment }): Promise<types.ShareComment>

  /** Read what happened to a share. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getShareHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** List the links for guests. Those that still open it, without their secrets. */
  listShareLinks(input: { id: string }): Promise<types.ShareLinks>

  /** Make a link for guests. A page that anybody with the link may read, without an account: what was agreed of the item and nothing else. JSON for whoever asks for it. Ends with the share, or by itself. */
  createShareLink(input: { id: string; idempotencyKey?: string; body: types.NewShareLink }): Promise<types.CreatedShareLink>

  /** End a link for guests */
  endShareLink(input: { id: string; linkId: string }): Promise<void>

  /** Take a share out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreShare(input: { id: string; idempotencyKey?: string }): Promise<types.Share>

  /** List signals. Newest first. They are kept for 400 days. */
  listSignals(input?: { query?: { limit?: number; cursor?: string; type?: string; source?: string; from?: string; to?: string } }): Promise<types.SignalPage>

  /** Take in what devices and programs tell. One signal, or a list of `signals`; each is answered by itself, and what is wrong with one does not keep the others out. They may come in any order and more than once. Rules that look at them tick habits, log metrics and create tasks. An API key needs no more than `signals:write` for it. */
  ingestSignals(input: { idempotencyKey?: string; body: types.SignalIngest }): Promise<types.SignalResults>

  /** Delete a signal. What it had led to is corrected. Sending it again does not bring it back. */
  deleteSignal(input: { id: string }): Promise<void>

  /** List rules */
  listSignalRules(input?: { query?: { limit?: number; cursor?: string; active?: string } }): Promise<types.SignalRulePage>

  /** Create a rule. Judged from your today on, each time a signal comes, changes or is deleted. What you log yourself is never overwritten. There are 100 at most. */
  createSignalRule(input: { idempotencyKey?: string; body: types.NewSignalRule }): Promise<types.SignalRule>

  /** Read a rule */
  getSignalRule(input: { id: string }): Promise<types.SignalRule>

  /** Change a rule. An absent field keeps its value, null clears it. Days before today stay as they were judged. */
  updateSignalRule(input: { id: string; ifMatch?: number; body: types.SignalRulePatch }): Promise<types.SignalRule>

  /** Move a rule to the trash. What it has made stays. */
  deleteSignalRule(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a signal rule. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getSignalRuleHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Take a signal rule out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreSignalRule(input: { id: string; idempotencyKey?: string }): Promise<types.SignalRule>

  /** List what a rule has done. Newest first: each time it made, corrected or withdrew something, or left it alone, with its reason. */
  listSignalRuns(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.SignalRunPage>

  /** Try a rule on the last days. Says for each day whether it would have been fulfilled, and why. Writes nothing. */
  previewSignalRule(input: { idempotencyKey?: string; body: types.SignalPreview }): Promise<types.SignalPreviewed>

  /** List skills. Newest first. `GET /skills/tree` tells how each stands. */
  listSkills(input?: { query?: { limit?: number; cursor?: string; area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"; category?: string; deckId?: string; courseId?: string; completed?: string; q?: string } }): Promise<types.SkillPage>

  /** Create a skill. There are 1000 at most. */
  createSkill(input: { idempotencyKey?: string; body: types.NewSkill }): Promise<types.Skill>

  /** Read a skill */
  getSkill(input: { id: string }): Promise<types.Skill>

  /** Change a skill. An absent field keeps its value, null clears it. A skill that would come before itself is refused with 409; the problem tells the way round, and `path` its ids. */
  updateSkill(input: { id: string; ifMatch?: number; body: types.SkillPatch }): Promise<types.Skill>

  /** Move a skill to the trash. What builds on it is no longer kept back by it. */
  deleteSkill(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read how a skill has come along */
  listSkillDays(input: { id: string; query?: { from?: string; to?: string } }): Promise<types.SkillDays>

  /** List what was done for a skill. Newest first: completed topics, reviews, study sessions, practice and verifications, with what was taken back. */
  listSkillEvidence(input: { id: string; query?: { limit?: number; cursor?: string; kind?: "topic" | "review" | "study" | "practice" | "verification"; reversed?: string } }): Promise<types.SkillEvidencePage>

  /** Take back practice that was logged by hand. Everything else is taken back where it was done. */
  takeBackSkillPractice(input: { id: string; evidenceId: string }): Promise<void>

  /** Read what happened to a skill. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getSkillHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Log practice. A point a minute. The same `practiceId` again changes nothing. */
  practiseSkill(input: { id: string; idempotencyKey?: string; body: types.SkillPractice }): Promise<types.SkillPractised>

  /** Take a skill out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreSkill(input: { id: string; idempotencyKey?: string }): Promise<types.Skill>

  /** Ask how a skill stands. Level, mastery and what it fades by, from its cards, topics and what was done for it. */
  getSkillStanding(input: { id: string }): Promise<types.SkillStanding>

  /** Record how a verification went. Passed when it was due, it lasts longer: the next is due after 30, then after 90 days, and its half-life doubles. Failed, it has lapsed and begins anew. */
  verifySkill(input: { id: string; idempotencyKey?: string; body: types.SkillVerification }): Promise<types.SkillStanding>

  /** Ask what can be learned next. Skills that are not known while all that they build on is: first what has to be refreshed, then what was begun, then what opens most. Each with its reason. */
  listNextSkills(input?: { query?: { limit?: number } }): Promise<types.NextSkills>

  /** Read the whole tree. Every skill with how it stands now, what builds on what, and the totals. */
  getSkillTree(): Promise<types.SkillTree>

  /** Read where sun, moon and planets stand. Computed: nobody is asked, unless a place is given by its name. With a place also when sun and moon rise and set there on that day. */
  getSky(input?: { query?: { latitude?: number; longitude?: number; place?: string; at?: string; zone?: string } }): Promise<types.Sky>

  /** Compute a birth chart. Positions, ascendant, midheaven, houses and aspects of the tropical zodiac. What the time or the place would be needed for is null without it. Nothing is kept. */
  makeBirthChart(input: { idempotencyKey?: string; body: types.BirthChartRequest }): Promise<types.BirthChart>

  /** Write down what is said in a recording. wav, mp3, ogg, webm, m4a or flac, as the bytes say, at most 10 MB and 5 minutes. Nothing of it is kept. What is no audio is refused with 415, what is damaged with 422; 503 tells what the operator can set up when nobody here can listen. */
  transcribeSpeech(input: { idempotencyKey?: string; body: FormData }): Promise<types.Transcript>

  /** List study sessions. Newest first. */
  listStudySessions(input?: { query?: { limit?: number; cursor?: string; state?: "running" | "paused" | "finished"; courseId?: string; topicId?: string } }): Promise<types.StudySessionPage>

  /** Log a study session that is over. For one that was not measured here. A timer is started by `/api/study-sessions/start`. */
  createStudySession(input: { idempotencyKey?: string; body: types.NewStudySession }): Promise<types.StudySession>

  /** Read a study session */
  getStudySession(input: { id: string }): Promise<types.StudySession>

  /** Change what a study session was about. An absent field keeps its value, null clears it. What was measured stays. */
  updateStudySession(input: { id: string; ifMatch?: number; body: types.StudySessionPatch }): Promise<types.StudySession>

  /** Move a study session to the trash. One that is open is finished by it. */
  deleteStudySession(input: { id: string; ifMatch?: number }): Promise<void>

  /** Finish a study session */
  finishStudySession(input: { id: string; idempotencyKey?: string; body?: types.StudyFinish }): Promise<types.StudySession>

  /** Read what happened to a study session. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getStudySessionHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Pause a study session */
  pauseStudySession(input: { id: string; idempotencyKey?: string }): Promise<types.StudySession>

  /** Take a study session out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreStudySession(input: { id: string; idempotencyKey?: string }): Promise<types.StudySession>

  /** Go on with a paused study session */
  resumeStudySession(input: { id: string; idempotencyKey?: string }): Promise<types.StudySession>

  /** Start to study. Starts a timer. Refused with 409 while another session is open; the problem names it as `sessionId`. */
  startStudySession(input?: { idempotencyKey?: string; body?: types.StudyStart }): Promise<types.StudySession>

  /** Ask how much was studied. In whole minutes, on each day of yours and for each course; what went over midnight counts on both days. At most 366 days. */
  getStudyStatistics(input?: { query?: { from?: string; to?: string } }): Promise<types.StudyStatistics>

  /** Read my plan and what is left of it. Months and weeks are those of your own calendar, in your zone. On a server where plans limit nobody, every limit is null. */
  getSubscription(): Promise<types.Subscription>

  /** End my plan with its period. It stays until then, and can be resumed. Answers 503 on a server where plans cannot be bought, and where the payment provider cannot be reached. */
  cancelSubscription(input?: { idempotencyKey?: string }): Promise<types.Subscription>

  /** Change to another plan. At once; the difference is charged or credited. Refused with 402 and nothing changed when it is not paid. Answers 503 on a server where plans cannot be bought, and where the payment provider cannot be reached. */
  changePlan(input: { idempotencyKey?: string; body: types.PlanChange }): Promise<types.Subscription>

  /** Open the page on which a plan is paid for. There is one page at a time: asking again answers the same, another plan closes it. Refused with 409 for whoever pays already. Answers 503 on a server where plans cannot be bought, and where the payment provider cannot be reached. */
  openCheckout(input: { idempotencyKey?: string; body: types.NewCheckout }): Promise<types.Checkout>

  /** List what my plan includes and how much of it is used */
  listEntitlements(): Promise<types.Entitlements>

  /** List my invoices. Newest first, as the payment provider has them. */
  listInvoices(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.InvoicePage>

  /** List the plans */
  listPlans(): Promise<types.PlanOffers>

  /** Open the page for cards and invoices. Answers 503 on a server where plans cannot be bought, and where the payment provider cannot be reached. */
  openBillingPortal(input?: { idempotencyKey?: string; body?: types.NewPortal }): Promise<types.Portal>

  /** Ask what another plan would cost today. What is left of the present period counts. Answers 503 on a server where plans cannot be bought, and where the payment provider cannot be reached. */
  previewPlanChange(input: { idempotencyKey?: string; body: types.PlanQuestion }): Promise<types.ChangePreview>

  /** Take a cancellation back. Answers 503 on a server where plans cannot be bought, and where the payment provider cannot be reached. */
  resumeSubscription(input?: { idempotencyKey?: string }): Promise<types.Subscription>

  /** Stop acting as somebody */
  closeSupport(input: { id: string }): Promise<void>

  /** Get the next token of such a session */
  renewSupport(input: { id: string; idempotencyKey?: string }): Promise<types.SupportSession>

  /** Act as somebody who allowed it. For administrators and support, with the code that the person gave them. */
  redeemSupport(input: { idempotencyKey?: string; body: types.SupportCode }): Promise<types.SupportSession>

  /** Read what has changed. Each changed item once, in its newest state, in the order of change; repeat with `nextSince` while `hasMore`. From 0 it answers everything there is. A number from before what is still kept, or of another history, answers 410: start again from 0. */
  pullChanges(input?: { query?: { since?: number; limit?: number; entities?: string; epoch?: string } }): Promise<types.SyncAnswer>

  /** Hand in what was done offline. Up to 100 operations, done in order, each for itself and once however often it is sent. Fields that others changed since `baseVersion` are not overwritten; they are answered as conflicts. */
  pushOperations(input: { idempotencyKey?: string; body: types.SyncPush }): Promise<types.SyncResults>

  /** List tasks */
  listTasks(input?: { query?: { limit?: number; cursor?: string; status?: string; area?: "health" | "wealth" | "love" | "happiness" | "operations" | "day_job"; priority?: string; goalId?: string; projectId?: string; parentTaskId?: string | "none"; tag?: string; dueFrom?: string; dueTo?: string; q?: string; sort?: "newest" | "due" | "priority" | "position" } }): Promise<types.TaskPage>

  /** Create a task */
  createTask(input: { idempotencyKey?: string; body: types.NewTask }): Promise<types.Task>

  /** Read a task */
  getTask(input: { id: string }): Promise<types.Task>

  /** Change a task. An absent field keeps its value, null clears it. Status `done` completes and leaving it reopens, as the verbs do. */
  updateTask(input: { id: string; ifMatch?: number; body: types.TaskPatch }): Promise<types.Task>

  /** Move a task and its subtasks to the trash */
  deleteTask(input: { id: string; ifMatch?: number }): Promise<void>

  /** Complete a task. Awards its points once and, when it recurs, creates exactly one next instance. Completing it again is a conflict. */
  completeTask(input: { id: string; idempotencyKey?: string }): Promise<types.CompletedTask>

  /** List what a task waits for and what waits for it */
  listTaskDependencies(input: { id: string }): Promise<types.TaskDependencies>

  /** Make a task wait for another. Refused with 409 when it would go round in a circle; the problem names the path. */
  addTaskDependency(input: { id: string; idempotencyKey?: string; body: types.NewTaskDependency }): Promise<types.TaskDependency>

  /** Stop waiting for another task */
  removeTaskDependency(input: { id: string; dependsOnTaskId: string }): Promise<void>

  /** Read what happened to a task. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getTaskHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** List a recurring task's occurrences. Done, missed, open and upcoming, from a day inclusive to a day exclusive. */
  listTaskOccurrences(input: { id: string; query?: { from?: string; to?: string } }): Promise<types.TaskOccurrences>

  /** Take a task out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreTask(input: { id: string; idempotencyKey?: string }): Promise<types.Task>

  /** Run up to 100 operations, all or none */
  batchTasks(input: { idempotencyKey?: string; body: types.TaskBatch }): Promise<types.TaskBatchResult>

  /** Read the graph of dependencies */
  getTaskGraph(): Promise<types.TaskGraph>

  /** Create a task from a line of text. Understands dates, times, recurrence, #tags, !p1, @area and ~45m by fixed rules, and says which words it took for what. */
  quickAddTask(input: { idempotencyKey?: string; body: types.QuickAdd }): Promise<types.QuickAdded>

  /** Read what a day holds. What is due, done and coming in your own day. A part that cannot be had is null and named under `failed`; the others are there. It is as new as your last change, and as the present minute. */
  getToday(input?: { query?: { date?: string } }): Promise<types.Today>

  /** List what is in the trash. Of all kinds, last deleted first. It is emptied of what has lain there for 30 days. */
  listTrash(input?: { query?: { limit?: number; cursor?: string; entity?: string } }): Promise<types.TrashPage>

  /** Say a text. Answers audio that begins while the rest is still being made. Without a speech model a built-in voice speaks, in English. */
  speakText(input: { idempotencyKey?: string; body: types.Speaking }): Promise<Blob>

  /** List the voices that can speak */
  listVoices(): Promise<types.Voices>

  /** Ask whether the mails shall stop */
  showUnsubscribe(input: { query: { token: string } }): Promise<string>

  /** Stop the mails that this link came with. For the one click of RFC 8058 and for the page. The channel is turned off and can be turned on again. */
  unsubscribe(input: { query: { token: string } }): Promise<string>

  /** Read my profile */
  getMe(): Promise<types.User>

  /** Change my profile */
  updateMe(input: { ifMatch?: number; body: types.UserPatch }): Promise<types.User>

  /** Delete my account. Asks for the password, or for `confirm` where there is none. The account is closed at once; every row, file and job of it is erased within minutes, for good. */
  deleteMe(input: { ifMatch?: number; body: types.AccountDeletion }): Promise<void>

  /** Read how far the newest export is, and where to download it */
  getLatestExport(): Promise<types.Export>

  /** Export everything that is mine. A zip with every row that is yours, with its history, and your files; a job makes it from one moment’s state. What proves who you are is left out. One at a time (409); the one before it is deleted. */
  startExport(input?: { idempotencyKey?: string }): Promise<types.Export>

  /** Read how far an export is, and where to download it */
  getExport(input: { id: string }): Promise<types.Export>

  /** Delete an export, or end one that is being made */
  deleteExport(input: { id: string }): Promise<void>

  /** Read how far the newest import is */
  getLatestImport(): Promise<types.Import>

  /** Bring an archive, and have it checked. Takes the zip that `startExport` of this or another instance made, or a file of another program. Nothing is taken in yet: a job carries out the whole import, writes down what would come of it and takes it back. Of another program’s file, what is not understood is told with its line and the rest goes on. One at a time (409). */
  startImport(input: { idempotencyKey?: string; body: FormData }): Promise<types.Import>

  /** Read how far an import is, and what comes of it */
  getImport(input: { id: string }): Promise<types.Import>

  /** Forget an import, or end one that is under way. Of one that is under way nothing is taken in. What was taken in stays. */
  deleteImport(input: { id: string }): Promise<void>

  /** Take in an archive that was checked. All of it or nothing. Items keep their ids and versions, and bring their history and files; whose they were does not matter. Items that are here already stay, or are written anew where the import says so. */
  applyImport(input: { id: string; idempotencyKey?: string }): Promise<types.Import>

  /** Undo the import of a file of another program. Deletes what it made and you have not changed since, for thirty days; importing the file again brings it back. Archives of an Almanac are not undone (409). */
  undoImport(input: { id: string; idempotencyKey?: string }): Promise<types.UndoneImport>

  /** Read my preferences. The whole document, with defaults for whatever was never chosen. */
  getPreferences(): Promise<types.Preferences>

  /** Change my preferences. A JSON merge patch: absent is unchanged, null goes back to the default, maps change entry by entry. */
  updatePreferences(input: { body: types.PreferencesPatch }): Promise<types.Preferences>

  /** List when support could act as me */
  listSupportAccesses(input?: { query?: { limit?: number; cursor?: string } }): Promise<types.SupportAccessPage>

  /** Let support act as me for a while. Answers a code to give to whoever helps. It works once, within an hour, for a session that is named in every history, cannot touch what signs in, outlasts it or costs money, and never opens the journal. */
  allowSupport(input: { idempotencyKey?: string; body: types.NewSupportAccess }): Promise<types.CreatedSupportAccess>

  /** Take the leave to act as me back. Its session is dead everywhere within five seconds. */
  revokeSupport(input: { id: string }): Promise<void>

  /** List what support changed. Newest first, as long as histories are kept. */
  listSupportChanges(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.SupportChangePage>

  /** List vision boards */
  listVisionBoards(input?: { query?: { limit?: number; cursor?: string; archived?: "false" | "true" | "all"; goalId?: string; q?: string } }): Promise<types.VisionBoardPage>

  /** Create a vision board */
  createVisionBoard(input: { idempotencyKey?: string; body: types.NewVisionBoard }): Promise<types.VisionBoard>

  /** Read a vision board */
  getVisionBoard(input: { id: string }): Promise<types.VisionBoard>

  /** Change a vision board. An absent field keeps its value, null clears it. */
  updateVisionBoard(input: { id: string; ifMatch?: number; body: types.VisionBoardPatch }): Promise<types.VisionBoard>

  /** Move a vision board to the trash. With its tiles, which come back with it. What is being drawn for it is cancelled. */
  deleteVisionBoard(input: { id: string; ifMatch?: number }): Promise<void>

  /** Read what happened to a vision board. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getVisionBoardHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Put many tiles in order at once. They stand one after the other, right after a tile that is none of them. All of them or none. */
  orderVisionTiles(input: { id: string; idempotencyKey?: string; body: types.TileOrder }): Promise<void>

  /** Take a vision board out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreVisionBoard(input: { id: string; idempotencyKey?: string }): Promise<types.VisionBoard>

  /** Read a vision board as a slide show. Its cards and pictures in order, with addresses that end, and an affirmation for its goals: each of those has its day before one comes again. */
  getVisionSlides(input: { id: string }): Promise<types.VisionSlides>

  /** List the tiles of a vision board. In the order of the board. */
  listVisionTiles(input: { id: string; query?: { limit?: number; cursor?: string; state?: "queued" | "drawing" | "ready" | "failed" | "canceled" } }): Promise<types.VisionTilePage>

  /** Put a tile on a vision board. An image among your files, a card that says something, or a `prompt` of which a picture is made: then the answer is 202 and a tile in the state `queued`. Its progress comes as changes over the socket and stands on the tile. Pictures are drawn by a model where one is set up, allowed by you and within your budget, else by a procedure, and `drawnBy` says which. */
  createVisionTile(input: { id: string; idempotencyKey?: string; body: types.TileOnBoard }): Promise<types.VisionTile>

  /** Read a tile, and how far its picture is */
  getVisionTile(input: { id: string }): Promise<types.VisionTile>

  /** Change a tile. An absent field keeps its value, null clears it. Other words for a picture go to `retry`. */
  updateVisionTile(input: { id: string; ifMatch?: number; body: types.VisionTilePatch }): Promise<types.VisionTile>

  /** Move a tile to the trash. It lets go of its file, which is deleted after a week when nothing else refers to it; taken out of the trash before, the tile has it again. */
  deleteVisionTile(input: { id: string; ifMatch?: number }): Promise<void>

  /** Cancel a picture that is being drawn */
  cancelVisionTile(input: { id: string; idempotencyKey?: string }): Promise<types.VisionTile>

  /** Read what happened to a vision tile. Newest first, with who did it and what each field was before and after; kept for 90 days. */
  getVisionTileHistory(input: { id: string; query?: { limit?: number; cursor?: string } }): Promise<types.HistoryPage>

  /** Move a tile to another place on its board. The others stay as they are. */
  moveVisionTile(input: { id: string; idempotencyKey?: string; body: types.TileMove }): Promise<types.VisionTile>

  /** Take a vision tile out of the trash. What went there with it comes back with it. 409 when it is not in the trash. */
  restoreVisionTile(input: { id: string; idempotencyKey?: string }): Promise<types.VisionTile>

  /** Have a picture drawn again. What failed or was cancelled, or another one in place of one that is there. A drawing that was made and only could not be kept is taken as it is. 409 while it is being drawn. */
  retryVisionTile(input: { id: string; idempotencyKey?: string; body: types.TileRetry }): Promise<types.VisionTile>

  /** Speak with the assistant. A recording in; what was said, the answer, what it wants to change, and the answer said aloud. Silence is answered by silence. Refused as `/api/stt/process` refuses. A key needs `chat:write` as well. */
  converse(input: { idempotencyKey?: string; body: FormData }): Promise<types.Exchange>

  /** Read the wallet */
  getWallet(): Promise<types.Wallet>

  /** Add points by hand, or take them away. Refused with 409 when it takes away more than there is. */
  adjustWallet(input: { idempotencyKey?: string; body: types.NewAdjustment }): Promise<types.AdjustedWallet>

  /** List what came and went. Newest first. All their amounts together are the balance. */
  listWalletTransactions(input?: { query?: { limit?: number; cursor?: string; kind?: string; entity?: string; entityId?: string; from?: string; to?: string } }): Promise<types.WalletTransactionPage>

  /** Read a transaction */
  getWalletTransaction(input: { id: string }): Promise<types.WalletTransaction>

  /** Read the weather of a place. Now, the next 48 hours and up to 16 days, for coordinates or the name of a place. When the provider cannot be asked, an older answer stands in and says so (`isStale`, `ageSeconds`); without one it is 503 with `Retry-After`. */
  getWeather(input?: { query?: { latitude?: number; longitude?: number; place?: string; days?: number } }): Promise<types.Weather>

  /** Download an export. From an address that `getExport` made, until it is over. Answers a part (206) to whoever asks for one with `Range`, so that a download can go on where it broke off. */
  downloadExport(input: { owner: string; id: string; query: { expires: number; signature: string } }): Promise<Blob>

  /** Read the schedule as iCalendar (RFC 5545). For calendars that subscribe. Answers 304 to whoever has it already. */
  readCalendarFeed(input: { file: string }): Promise<string>

  /** Download a file. From an address that `getFileUrl` made, until it is over. Answers a part (206) to whoever asks for one with `Range`, and 304 to whoever has it. */
  downloadFile(input: { owner: string; id: string; query: { variant: "original" | "thumbnail"; expires: number; signature: string } }): Promise<Blob | string>
}

/** How each is sent: its method and its address. */
export const OPERATIONS = {
  getSigningKeys: ['GET', '/.well-known/jwks.json'],
  getAiSpend: ['GET', '/api/admin/ai/spend'],
  exportAiSpend: ['GET', '/api/admin/ai/spend/export.csv'],
  listAudit: ['GET', '/api/admin/audit'],
  exportAudit: ['GET', '/api/admin/audit/export.csv'],
  checkAudit: ['GET', '/api/admin/audit/integrity'],
  listBillingEvents: ['GET', '/api/admin/billing/events'],
  listDeadLetters: ['GET', '/api/admin/dead-letters'],
  redriveDeadLetters: ['POST', '/api/admin/dead-letters/redrive'],
  listFlags: ['GET', '/api/admin/flags'],
  getFlag: ['GET', '/api/admin/flags/{key}'],
  putFlag: ['PUT', '/api/admin/flags/{key}'],
  deleteFlag: ['DELETE', '/api/admin/flags/{key}'],
  getGrowth: ['GET', '/api/admin/growth'],
  exportGrowth: ['GET', '/api/admin/growth/export.csv'],
  listJobQueues: ['GET', '/api/admin/jobs'],
  createCatalogueResource: ['POST', '/api/admin/resources'],
  updateCatalogueResource: ['PATCH', '/api/admin/resources/{id}'],
  deleteCatalogueResource: ['DELETE', '/api/admin/resources/{id}'],
  getRevenue: ['GET', '/api/admin/revenue'],
  exportRevenue: ['GET', '/api/admin/revenue/export.csv'],
  listUsers: ['GET', '/api/admin/users'],
  getUser: ['GET', '/api/admin/users/{id}'],
  changeRole: ['PATCH', '/api/admin/users/{id}'],
  resendVerificationToUser: ['POST', '/api/admin/users/{id}/resend-verification'],
  signOutUser: ['POST', '/api/admin/users/{id}/sign-out'],
  suspendUser: ['POST', '/api/admin/users/{id}/suspend'],
  giveTier: ['PUT', '/api/admin/users/{id}/tier'],
  unsuspendUser: ['POST', '/api/admin/users/{id}/unsuspend'],
  listAffirmations: ['GET', '/api/affirmations'],
  createAffirmation: ['POST', '/api/affirmations'],
  getAffirmation: ['GET', '/api/affirmations/{id}'],
  updateAffirmation: ['PATCH', '/api/affirmations/{id}'],
  deleteAffirmation: ['DELETE', '/api/affirmations/{id}'],
  getAffirmationHistory: ['GET', '/api/affirmations/{id}/history'],
  restoreAffirmation: ['POST', '/api/affirmations/{id}/restore'],
  listAffirmationPicks: ['GET', '/api/affirmations/picks'],
  getDailyAffirmation: ['GET', '/api/affirmations/today'],
  aiAffirmationsGenerate: ['POST', '/api/ai/affirmations/generate'],
  beginGoalDraft: ['POST', '/api/ai/agents/goal-builder'],
  getGoalDraft: ['GET', '/api/ai/agents/goal-builder/drafts/{id}'],
  acceptGoalDraft: ['POST', '/api/ai/agents/goal-builder/drafts/{id}/accept'],
  answerGoalDraft: ['POST', '/api/ai/agents/goal-builder/drafts/{id}/answers'],
  rejectGoalDraft: ['POST', '/api/ai/agents/goal-builder/drafts/{id}/reject'],
  planTasks: ['POST', '/api/ai/agents/task-scheduler'],
  listWeeklyReviews: ['GET', '/api/ai/agents/weekly-reviews'],
  getWeeklyReview: ['GET', '/api/ai/agents/weekly-reviews/{week}'],
  makeWeeklyReview: ['PUT', '/api/ai/agents/weekly-reviews/{week}'],
  getAiCapabilities: ['GET', '/api/ai/capabilities'],
  aiCoursesOutline: ['POST', '/api/ai/courses/outline'],
  aiFlashcardsDraft: ['POST', '/api/ai/flashcards/draft'],
  aiGoalsCascade: ['POST', '/api/ai/goals/cascade'],
  aiGoalsConflicts: ['POST', '/api/ai/goals/conflicts'],
  aiGoalsCriteria: ['POST', '/api/ai/goals/criteria'],
  aiGoalsForecast: ['POST', '/api/ai/goals/forecast'],
  aiGoalsMetrics: ['POST', '/api/ai/goals/metrics'],
  aiGoalsProgress: ['POST', '/api/ai/goals/progress'],
  aiGoalsRefine: ['POST', '/api/ai/goals/refine'],
  aiHabitsAlignment: ['POST', '/api/ai/habits/alignment'],
  aiHabitsDesign: ['POST', '/api/ai/habits/design'],
  aiHabitsPatterns: ['POST', '/api/ai/habits/patterns'],
  aiHabitsRecovery: ['POST', '/api/ai/habits/recovery'],
  aiHabitsStack: ['POST', '/api/ai/habits/stack'],
  aiHabitsTriggers: ['POST', '/api/ai/habits/triggers'],
  aiJournalFeedback: ['POST', '/api/ai/journal/feedback'],
  aiLogbookConnections: ['POST', '/api/ai/logbook/connections'],
  aiLogbookDigest: ['POST', '/api/ai/logbook/digest'],
  aiLogbookPatterns: ['POST', '/api/ai/logbook/patterns'],
  aiLogbookPrompts: ['POST', '/api/ai/logbook/prompts'],
  aiLogbookSentiment: ['POST', '/api/ai/logbook/sentiment'],
  aiLogbookWeeklyReview: ['POST', '/api/ai/logbook/weekly-review'],
  aiMessagesDaily: ['POST', '/api/ai/messages/daily'],
  aiMetricsAnomalies: ['POST', '/api/ai/metrics/anomalies'],
  aiMetricsCorrelations: ['POST', '/api/ai/metrics/correlations'],
  aiMetricsHealth: ['POST', '/api/ai/metrics/health'],
  aiMetricsPatterns: ['POST', '/api/ai/metrics/patterns'],
  aiMetricsSuggest: ['POST', '/api/ai/metrics/suggest'],
  aiMetricsTargets: ['POST', '/api/ai/metrics/targets'],
  aiNotesAnalyze: ['POST', '/api/ai/notes/analyze'],
  aiNotesArea: ['POST', '/api/ai/notes/area'],
  aiNotesExpand: ['POST', '/api/ai/notes/expand'],
  aiNotesExtract: ['POST', '/api/ai/notes/extract'],
  aiNotesGenerate: ['POST', '/api/ai/notes/generate'],
  aiNotesImprove: ['POST', '/api/ai/notes/improve'],
  aiNotesLinks: ['POST', '/api/ai/notes/links'],
  aiNotesSummarize: ['POST', '/api/ai/notes/summarize'],
  aiNotesTags: ['POST', '/api/ai/notes/tags'],
  aiProjectsHealth: ['POST', '/api/ai/projects/health'],
  aiProjectsRisks: ['POST', '/api/ai/projects/risks'],
  aiProjectsTasks: ['POST', '/api/ai/projects/tasks'],
  aiRewardsBrainstorm: ['POST', '/api/ai/rewards/brainstorm'],
  aiRewardsCost: ['POST', '/api/ai/rewards/cost'],
  aiTasksBreakdown: ['POST', '/api/ai/tasks/breakdown'],
  aiTasksCategorize: ['POST', '/api/ai/tasks/categorize'],
  aiTasksDependencies: ['POST', '/api/ai/tasks/dependencies'],
  aiTasksEstimate: ['POST', '/api/ai/tasks/estimate'],
  aiTasksParse: ['POST', '/api/ai/tasks/parse'],
  aiTasksPoints: ['POST', '/api/ai/tasks/points'],
  aiTasksPrioritize: ['POST', '/api/ai/tasks/prioritize'],
  aiTasksUnblock: ['POST', '/api/ai/tasks/unblock'],
  getAiUsage: ['GET', '/api/ai/usage'],
  getAiAnalytics: ['GET', '/api/analytics/ai'],
  exportAiAnalytics: ['GET', '/api/analytics/ai/export.csv'],
  exportAnalytics: ['GET', '/api/analytics/export.csv'],
  getGoalAnalytics: ['GET', '/api/analytics/goals'],
  exportGoalAnalytics: ['GET', '/api/analytics/goals/export.csv'],
  getHabitAnalytics: ['GET', '/api/analytics/habits'],
  exportHabitAnalytics: ['GET', '/api/analytics/habits/export.csv'],
  getLearningAnalytics: ['GET', '/api/analytics/learning'],
  exportLearningAnalytics: ['GET', '/api/analytics/learning/export.csv'],
  getMetricLogAnalytics: ['GET', '/api/analytics/metrics'],
  exportMetricLogAnalytics: ['GET', '/api/analytics/metrics/export.csv'],
  getMoodAnalytics: ['GET', '/api/analytics/mood'],
  exportMoodAnalytics: ['GET', '/api/analytics/mood/export.csv'],
  getMoodByWeekday: ['GET', '/api/analytics/mood/weekdays'],
  getOverviewAnalytics: ['GET', '/api/analytics/overview'],
  exportOverviewAnalytics: ['GET', '/api/analytics/overview/export.csv'],
  getTaskAnalytics: ['GET', '/api/analytics/tasks'],
  exportTaskAnalytics: ['GET', '/api/analytics/tasks/export.csv'],
  listApiKeys: ['GET', '/api/api-keys'],
  createApiKey: ['POST', '/api/api-keys'],
  getApiKey: ['GET', '/api/api-keys/{id}'],
  updateApiKey: ['PATCH', '/api/api-keys/{id}'],
  deleteApiKey: ['DELETE', '/api/api-keys/{id}'],
  rotateApiKey: ['POST', '/api/api-keys/{id}/rotate'],
  listScopes: ['GET', '/api/api-keys/scopes'],
  changeEmail: ['POST', '/api/auth/change-email'],
  changePassword: ['POST', '/api/auth/change-password'],
  forgotPassword: ['POST', '/api/auth/forgot-password'],
  finishSignInWithGoogle: ['GET', '/api/auth/google/callback'],
  logIn: ['POST', '/api/auth/login'],
  logOut: ['POST', '/api/auth/logout'],
  getSignedInUser: ['GET', '/api/auth/me'],
  finishSignInWithOidc: ['GET', '/api/auth/oidc/callback'],
  refreshTokens: ['POST', '/api/auth/refresh'],
  resendVerification: ['POST', '/api/auth/resend-verification'],
  resetPassword: ['POST', '/api/auth/reset-password'],
  listSessions: ['GET', '/api/auth/sessions'],
  endSession: ['DELETE', '/api/auth/sessions/{id}'],
  signUp: ['POST', '/api/auth/signup'],
  getTwoFactor: ['GET', '/api/auth/two-factor'],
  disableTwoFactor: ['POST', '/api/auth/two-factor/disable'],
  enableTwoFactor: ['POST', '/api/auth/two-factor/enable'],
  renewRecoveryCodes: ['POST', '/api/auth/two-factor/recovery-codes'],
  setUpTwoFactor: ['POST', '/api/auth/two-factor/setup'],
  verifyEmail: ['POST', '/api/auth/verify-email'],
  listAutomations: ['GET', '/api/automations'],
  createAutomation: ['POST', '/api/automations'],
  getAutomation: ['GET', '/api/automations/{id}'],
  updateAutomation: ['PATCH', '/api/automations/{id}'],
  deleteAutomation: ['DELETE', '/api/automations/{id}'],
  getAutomationHistory: ['GET', '/api/automations/{id}/history'],
  restoreAutomation: ['POST', '/api/automations/{id}/restore'],
  runAutomation: ['POST', '/api/automations/{id}/run'],
  listAutomationRuns: ['GET', '/api/automations/{id}/runs'],
  getAutomationRun: ['GET', '/api/automations/{id}/runs/{runId}'],
  retryAutomationRun: ['POST', '/api/automations/{id}/runs/{runId}/retry'],
  undoChange: ['POST', '/api/changes/{seq}/undo'],
  listChannels: ['GET', '/api/channels'],
  createChannel: ['POST', '/api/channels'],
  getChannel: ['GET', '/api/channels/{id}'],
  updateChannel: ['PATCH', '/api/channels/{id}'],
  deleteChannel: ['DELETE', '/api/channels/{id}'],
  listChannelDeliveries: ['GET', '/api/channels/{id}/deliveries'],
  getChannelHistory: ['GET', '/api/channels/{id}/history'],
  restoreChannel: ['POST', '/api/channels/{id}/restore'],
  rotateChannelSecret: ['POST', '/api/channels/{id}/rotate-secret'],
  testChannel: ['POST', '/api/channels/{id}/test'],
  listActions: ['GET', '/api/chat/actions'],
  getAction: ['GET', '/api/chat/actions/{id}'],
  deleteAction: ['DELETE', '/api/chat/actions/{id}'],
  approveAction: ['POST', '/api/chat/actions/{id}/approve'],
  getActionHistory: ['GET', '/api/chat/actions/{id}/history'],
  rejectAction: ['POST', '/api/chat/actions/{id}/reject'],
  restoreAction: ['POST', '/api/chat/actions/{id}/restore'],
  undoAction: ['POST', '/api/chat/actions/{id}/undo'],
  listConversations: ['GET', '/api/chat/conversations'],
  createConversation: ['POST', '/api/chat/conversations'],
  getConversation: ['GET', '/api/chat/conversations/{id}'],
  updateConversation: ['PATCH', '/api/chat/conversations/{id}'],
  deleteConversation: ['DELETE', '/api/chat/conversations/{id}'],
  forkConversation: ['POST', '/api/chat/conversations/{id}/fork'],
  getConversationHistory: ['GET', '/api/chat/conversations/{id}/history'],
  listChatMessages: ['GET', '/api/chat/conversations/{id}/messages'],
  postChatMessage: ['POST', '/api/chat/conversations/{id}/messages'],
  restoreConversation: ['POST', '/api/chat/conversations/{id}/restore'],
  getChatGeneration: ['GET', '/api/chat/generations/{id}'],
  cancelChatGeneration: ['POST', '/api/chat/generations/{id}/cancel'],
  followChatGeneration: ['GET', '/api/chat/generations/{id}/events'],
  searchChatMessages: ['GET', '/api/chat/messages'],
  getChatMessage: ['GET', '/api/chat/messages/{id}'],
  continueChatMessage: ['POST', '/api/chat/messages/{id}/continue'],
  editChatMessage: ['POST', '/api/chat/messages/{id}/edit'],
  regenerateChatMessage: ['POST', '/api/chat/messages/{id}/regenerate'],
  listToolPolicies: ['GET', '/api/chat/policies'],
  chooseToolPolicy: ['PUT', '/api/chat/policies/{tool}'],
  generateReply: ['POST', '/api/conversation/generate'],
  getCourseModule: ['GET', '/api/course-modules/{id}'],
  updateCourseModule: ['PATCH', '/api/course-modules/{id}'],
  deleteCourseModule: ['DELETE', '/api/course-modules/{id}'],
  getCourseModuleHistory: ['GET', '/api/course-modules/{id}/history'],
  moveCourseModule: ['POST', '/api/course-modules/{id}/move'],
  restoreCourseModule: ['POST', '/api/course-modules/{id}/restore'],
  createCourseTopic: ['POST', '/api/course-modules/{id}/topics'],
  getCourseTopic: ['GET', '/api/course-topics/{id}'],
  updateCourseTopic: ['PATCH', '/api/course-topics/{id}'],
  deleteCourseTopic: ['DELETE', '/api/course-topics/{id}'],
  completeCourseTopic: ['POST', '/api/course-topics/{id}/complete'],
  getCourseTopicHistory: ['GET', '/api/course-topics/{id}/history'],
  moveCourseTopic: ['POST', '/api/course-topics/{id}/move'],
  restoreCourseTopic: ['POST', '/api/course-topics/{id}/restore'],
  uncompleteCourseTopic: ['POST', '/api/course-topics/{id}/uncomplete'],
  listCourses: ['GET', '/api/courses'],
  createCourse: ['POST', '/api/courses'],
  getCourse: ['GET', '/api/courses/{id}'],
  updateCourse: ['PATCH', '/api/courses/{id}'],
  deleteCourse: ['DELETE', '/api/courses/{id}'],
  getCourseHistory: ['GET', '/api/courses/{id}/history'],
  createCourseModule: ['POST', '/api/courses/{id}/modules'],
  getCourseOutline: ['GET', '/api/courses/{id}/outline'],
  restoreCourse: ['POST', '/api/courses/{id}/restore'],
  acceptCourseOutline: ['POST', '/api/courses/outlines/accept'],
  listDailyMessages: ['GET', '/api/daily-messages'],
  getDailyMessage: ['GET', '/api/daily-messages/{id}'],
  updateDailyMessage: ['PATCH', '/api/daily-messages/{id}'],
  deleteDailyMessage: ['DELETE', '/api/daily-messages/{id}'],
  getDailyMessageHistory: ['GET', '/api/daily-messages/{id}/history'],
  restoreDailyMessage: ['POST', '/api/daily-messages/{id}/restore'],
  listDailyMessageSlots: ['GET', '/api/daily-messages/slots'],
  createDailyMessageSlot: ['POST', '/api/daily-messages/slots'],
  getDailyMessageSlot: ['GET', '/api/daily-messages/slots/{id}'],
  updateDailyMessageSlot: ['PATCH', '/api/daily-messages/slots/{id}'],
  deleteDailyMessageSlot: ['DELETE', '/api/daily-messages/slots/{id}'],
  getDailyMessageSlotHistory: ['GET', '/api/daily-messages/slots/{id}/history'],
  restoreDailyMessageSlot: ['POST', '/api/daily-messages/slots/{id}/restore'],
  getDashboard: ['GET', '/api/dashboard'],
  getDelivery: ['GET', '/api/deliveries/{id}'],
  replayDelivery: ['POST', '/api/deliveries/{id}/replay'],
  listDevices: ['GET', '/api/devices'],
  createDevice: ['POST', '/api/devices'],
  getDevice: ['GET', '/api/devices/{id}'],
  updateDevice: ['PATCH', '/api/devices/{id}'],
  deleteDevice: ['DELETE', '/api/devices/{id}'],
  listDeviceDeliveries: ['GET', '/api/devices/{id}/deliveries'],
  getDeviceHistory: ['GET', '/api/devices/{id}/history'],
  restoreDevice: ['POST', '/api/devices/{id}/restore'],
  testDevice: ['POST', '/api/devices/{id}/test'],
  getWebPushKey: ['GET', '/api/devices/web-push-key'],
  listEvents: ['GET', '/api/events'],
  listFiles: ['GET', '/api/files'],
  uploadFile: ['POST', '/api/files'],
  getFile: ['GET', '/api/files/{id}'],
  updateFile: ['PATCH', '/api/files/{id}'],
  deleteFile: ['DELETE', '/api/files/{id}'],
  getFileUrl: ['GET', '/api/files/{id}/url'],
  getFileUsage: ['GET', '/api/files/usage'],
  listMyFlags: ['GET', '/api/flags'],
  listFlashcardDecks: ['GET', '/api/flashcard-decks'],
  createFlashcardDeck: ['POST', '/api/flashcard-decks'],
  getFlashcardDeck: ['GET', '/api/flashcard-decks/{id}'],
  updateFlashcardDeck: ['PATCH', '/api/flashcard-decks/{id}'],
  deleteFlashcardDeck: ['DELETE', '/api/flashcard-decks/{id}'],
  createFlashcard: ['POST', '/api/flashcard-decks/{id}/cards'],
  exportFlashcardPackage: ['GET', '/api/flashcard-decks/{id}/cards.apkg'],
  exportFlashcards: ['GET', '/api/flashcard-decks/{id}/cards.csv'],
  importFlashcards: ['POST', '/api/flashcard-decks/{id}/cards.csv'],
  acceptFlashcardDrafts: ['POST', '/api/flashcard-decks/{id}/cards/accept'],
  getFlashcardDeckHistory: ['GET', '/api/flashcard-decks/{id}/history'],
  restoreFlashcardDeck: ['POST', '/api/flashcard-decks/{id}/restore'],
  listFlashcards: ['GET', '/api/flashcards'],
  getFlashcard: ['GET', '/api/flashcards/{id}'],
  updateFlashcard: ['PATCH', '/api/flashcards/{id}'],
  deleteFlashcard: ['DELETE', '/api/flashcards/{id}'],
  buryFlashcard: ['POST', '/api/flashcards/{id}/bury'],
  getFlashcardHistory: ['GET', '/api/flashcards/{id}/history'],
  previewFlashcard: ['GET', '/api/flashcards/{id}/preview'],
  resetFlashcard: ['POST', '/api/flashcards/{id}/reset'],
  restoreFlashcard: ['POST', '/api/flashcards/{id}/restore'],
  reviewFlashcard: ['POST', '/api/flashcards/{id}/review'],
  listFlashcardReviews: ['GET', '/api/flashcards/{id}/reviews'],
  undoFlashcardReview: ['POST', '/api/flashcards/{id}/reviews/{reviewId}/undo'],
  suspendFlashcard: ['POST', '/api/flashcards/{id}/suspend'],
  unsuspendFlashcard: ['POST', '/api/flashcards/{id}/unsuspend'],
  getFlashcardBacklog: ['GET', '/api/flashcards/backlog'],
  spreadFlashcardBacklog: ['POST', '/api/flashcards/backlog'],
  undoFlashcardBacklog: ['POST', '/api/flashcards/backlog/{id}/undo'],
  listDueFlashcards: ['GET', '/api/flashcards/due'],
  importFlashcardPackage: ['POST', '/api/flashcards/import'],
  listFlashcardImports: ['GET', '/api/flashcards/imports'],
  getFlashcardImport: ['GET', '/api/flashcards/imports/{id}'],
  undoFlashcardImport: ['POST', '/api/flashcards/imports/{id}/undo'],
  listFlashcardOptimizations: ['GET', '/api/flashcards/optimizations'],
  getFlashcardOptimization: ['GET', '/api/flashcards/optimizations/{id}'],
  acceptFlashcardOptimization: ['POST', '/api/flashcards/optimizations/{id}/accept'],
  rejectFlashcardOptimization: ['POST', '/api/flashcards/optimizations/{id}/reject'],
  optimizeFlashcards: ['POST', '/api/flashcards/optimize'],
  reviewFlashcards: ['POST', '/api/flashcards/reviews'],
  getFlashcardStatistics: ['GET', '/api/flashcards/statistics'],
  getFlashcardWorkload: ['GET', '/api/flashcards/workload'],
  listFriends: ['GET', '/api/friends'],
  inviteFriend: ['POST', '/api/friends'],
  getFriend: ['GET', '/api/friends/{id}'],
  updateFriend: ['PATCH', '/api/friends/{id}'],
  deleteFriend: ['DELETE', '/api/friends/{id}'],
  acceptFriend: ['POST', '/api/friends/{id}/accept'],
  blockFriend: ['POST', '/api/friends/{id}/block'],
  declineFriend: ['POST', '/api/friends/{id}/decline'],
  getFriendHistory: ['GET', '/api/friends/{id}/history'],
  restoreFriend: ['POST', '/api/friends/{id}/restore'],
  unblockFriend: ['POST', '/api/friends/{id}/unblock'],
  listFriendLinks: ['GET', '/api/friends/links'],
  createFriendLink: ['POST', '/api/friends/links'],
  endFriendLink: ['DELETE', '/api/friends/links/{id}'],
  useFriendLink: ['POST', '/api/friends/links/use'],
  getFriendStats: ['GET', '/api/friends/stats'],
  listGoals: ['GET', '/api/goals'],
  createGoal: ['POST', '/api/goals'],
  getGoal: ['GET', '/api/goals/{id}'],
  updateGoal: ['PATCH', '/api/goals/{id}'],
  deleteGoal: ['DELETE', '/api/goals/{id}'],
  listGoalActivity: ['GET', '/api/goals/{id}/activity'],
  addGoalActivity: ['POST', '/api/goals/{id}/activity'],
  getGoalActivity: ['GET', '/api/goals/{id}/activity/{activityId}'],
  deleteGoalActivity: ['DELETE', '/api/goals/{id}/activity/{activityId}'],
  updateGoalCriterion: ['PATCH', '/api/goals/{id}/criteria/{criterionId}'],
  listGoalDependencies: ['GET', '/api/goals/{id}/dependencies'],
  addGoalDependency: ['POST', '/api/goals/{id}/dependencies'],
  getGoalDependency: ['GET', '/api/goals/{id}/dependencies/{dependsOnGoalId}'],
  removeGoalDependency: ['DELETE', '/api/goals/{id}/dependencies/{dependsOnGoalId}'],
  getGoalHistory: ['GET', '/api/goals/{id}/history'],
  listGoalLinks: ['GET', '/api/goals/{id}/links'],
  linkToGoal: ['PUT', '/api/goals/{id}/links/{kind}/{entityId}'],
  unlinkFromGoal: ['DELETE', '/api/goals/{id}/links/{kind}/{entityId}'],
  getGoalProgress: ['GET', '/api/goals/{id}/progress'],
  restoreGoal: ['POST', '/api/goals/{id}/restore'],
  getGoalGraph: ['GET', '/api/goals/graph'],
  listHabitLogs: ['GET', '/api/habit-logs'],
  getHabitLog: ['GET', '/api/habit-logs/{id}'],
  updateHabitLog: ['PATCH', '/api/habit-logs/{id}'],
  deleteHabitLog: ['DELETE', '/api/habit-logs/{id}'],
  getHabitLogHistory: ['GET', '/api/habit-logs/{id}/history'],
  restoreHabitLog: ['POST', '/api/habit-logs/{id}/restore'],
  listHabits: ['GET', '/api/habits'],
  createHabit: ['POST', '/api/habits'],
  getHabit: ['GET', '/api/habits/{id}'],
  updateHabit: ['PATCH', '/api/habits/{id}'],
  deleteHabit: ['DELETE', '/api/habits/{id}'],
  getHabitHeatmap: ['GET', '/api/habits/{id}/heatmap'],
  getHabitHistory: ['GET', '/api/habits/{id}/history'],
  listHabitDays: ['GET', '/api/habits/{id}/logs'],
  importHabitDays: ['POST', '/api/habits/{id}/logs'],
  logHabitDay: ['PUT', '/api/habits/{id}/logs/{date}'],
  unlogHabitDay: ['DELETE', '/api/habits/{id}/logs/{date}'],
  restoreHabit: ['POST', '/api/habits/{id}/restore'],
  getHabitStats: ['GET', '/api/habits/{id}/stats'],
  listHabitSuggestions: ['GET', '/api/habits/suggestions'],
  acceptHabitSuggestion: ['POST', '/api/habits/suggestions/{id}/accept'],
  dismissHabitSuggestion: ['POST', '/api/habits/suggestions/{id}/dismiss'],
  getHabitsToday: ['GET', '/api/habits/today'],
  classifyIntent: ['POST', '/api/intent/classify'],
  listJournal: ['GET', '/api/journal'],
  createJournalEntry: ['POST', '/api/journal'],
  getJournalEntry: ['GET', '/api/journal/{id}'],
  updateJournalEntry: ['PATCH', '/api/journal/{id}'],
  deleteJournalEntry: ['DELETE', '/api/journal/{id}'],
  getJournalEntryHistory: ['GET', '/api/journal/{id}/history'],
  restoreJournalEntry: ['POST', '/api/journal/{id}/restore'],
  getMoodCalendar: ['GET', '/api/journal/moods'],
  listJournalOnThisDay: ['GET', '/api/journal/on-this-day'],
  listJournalPrompts: ['GET', '/api/journal/prompts'],
  getDailyJournalPrompt: ['GET', '/api/journal/prompts/today'],
  getJournalStats: ['GET', '/api/journal/stats'],
  getJournalStreak: ['GET', '/api/journal/streak'],
  listLogbook: ['GET', '/api/logbook'],
  createLogbookEntry: ['POST', '/api/logbook'],
  getLogbookEntry: ['GET', '/api/logbook/{id}'],
  updateLogbookEntry: ['PATCH', '/api/logbook/{id}'],
  deleteLogbookEntry: ['DELETE', '/api/logbook/{id}'],
  getLogbookEntryHistory: ['GET', '/api/logbook/{id}/history'],
  restoreLogbookEntry: ['POST', '/api/logbook/{id}/restore'],
  listMemories: ['GET', '/api/memories'],
  createMemory: ['POST', '/api/memories'],
  deleteAllMemories: ['DELETE', '/api/memories'],
  getMemory: ['GET', '/api/memories/{id}'],
  updateMemory: ['PATCH', '/api/memories/{id}'],
  deleteMemory: ['DELETE', '/api/memories/{id}'],
  getMemoryHistory: ['GET', '/api/memories/{id}/history'],
  restoreMemory: ['POST', '/api/memories/{id}/restore'],
  recallMemories: ['GET', '/api/memories/recall'],
  getMetricLogHistory: ['GET', '/api/metric-logs/{id}/history'],
  restoreMetricLog: ['POST', '/api/metric-logs/{id}/restore'],
  listMetrics: ['GET', '/api/metrics'],
  createMetric: ['POST', '/api/metrics'],
  getMetric: ['GET', '/api/metrics/{id}'],
  updateMetric: ['PATCH', '/api/metrics/{id}'],
  deleteMetric: ['DELETE', '/api/metrics/{id}'],
  getMetricAnalytics: ['GET', '/api/metrics/{id}/analytics'],
  compareMetricPeriods: ['GET', '/api/metrics/{id}/comparison'],
  getMetricHeatmap: ['GET', '/api/metrics/{id}/heatmap'],
  getMetricHistory: ['GET', '/api/metrics/{id}/history'],
  listMetricLogs: ['GET', '/api/metrics/{id}/logs'],
  logMetric: ['POST', '/api/metrics/{id}/logs'],
  exportMetricLogs: ['GET', '/api/metrics/{id}/logs.csv'],
  importMetricLogs: ['POST', '/api/metrics/{id}/logs.csv'],
  getMetricLog: ['GET', '/api/metrics/{id}/logs/{logId}'],
  updateMetricLog: ['PATCH', '/api/metrics/{id}/logs/{logId}'],
  deleteMetricLog: ['DELETE', '/api/metrics/{id}/logs/{logId}'],
  listMetricMilestones: ['GET', '/api/metrics/{id}/milestones'],
  restoreMetric: ['POST', '/api/metrics/{id}/restore'],
  listMetricCorrelations: ['GET', '/api/metrics/correlations'],
  listNotes: ['GET', '/api/notes'],
  createNote: ['POST', '/api/notes'],
  getNote: ['GET', '/api/notes/{id}'],
  updateNote: ['PATCH', '/api/notes/{id}'],
  deleteNote: ['DELETE', '/api/notes/{id}'],
  getNoteHistory: ['GET', '/api/notes/{id}/history'],
  listNoteLinks: ['GET', '/api/notes/{id}/links'],
  restoreNote: ['POST', '/api/notes/{id}/restore'],
  transcribeNote: ['POST', '/api/notes/{id}/transcribe'],
  listNoteTags: ['GET', '/api/notes/tags'],
  createVoiceNote: ['POST', '/api/notes/voice'],
  listNotifications: ['GET', '/api/notifications'],
  getNotification: ['GET', '/api/notifications/{id}'],
  updateNotification: ['PATCH', '/api/notifications/{id}'],
  deleteNotification: ['DELETE', '/api/notifications/{id}'],
  listNotificationDeliveries: ['GET', '/api/notifications/{id}/deliveries'],
  getNotificationHistory: ['GET', '/api/notifications/{id}/history'],
  readNotification: ['POST', '/api/notifications/{id}/read'],
  restoreNotification: ['POST', '/api/notifications/{id}/restore'],
  countUnreadNotifications: ['GET', '/api/notifications/count'],
  readAllNotifications: ['POST', '/api/notifications/read-all'],
  makeNumerology: ['POST', '/api/numerology'],
  getOnboarding: ['GET', '/api/onboarding'],
  completeOnboarding: ['POST', '/api/onboarding/complete'],
  answerOnboardingStep: ['PUT', '/api/onboarding/steps/{n}'],
  getOutsideCapabilities: ['GET', '/api/outside/capabilities'],
  findPlaces: ['GET', '/api/places'],
  listProjects: ['GET', '/api/projects'],
  createProject: ['POST', '/api/projects'],
  getProject: ['GET', '/api/projects/{id}'],
  updateProject: ['PATCH', '/api/projects/{id}'],
  deleteProject: ['DELETE', '/api/projects/{id}'],
  listProjectActivity: ['GET', '/api/projects/{id}/activity'],
  addProjectNote: ['POST', '/api/projects/{id}/activity'],
  getProjectActivity: ['GET', '/api/projects/{id}/activity/{activityId}'],
  deleteProjectActivity: ['DELETE', '/api/projects/{id}/activity/{activityId}'],
  listProjectDependencies: ['GET', '/api/projects/{id}/dependencies'],
  addProjectDependency: ['POST', '/api/projects/{id}/dependencies'],
  getProjectDependency: ['GET', '/api/projects/{id}/dependencies/{dependsOnProjectId}'],
  removeProjectDependency: ['DELETE', '/api/projects/{id}/dependencies/{dependsOnProjectId}'],
  getProjectHealth: ['GET', '/api/projects/{id}/health'],
  getProjectHistory: ['GET', '/api/projects/{id}/history'],
  restoreProject: ['POST', '/api/projects/{id}/restore'],
  addTaskToProject: ['PUT', '/api/projects/{id}/tasks/{taskId}'],
  removeTaskFromProject: ['DELETE', '/api/projects/{id}/tasks/{taskId}'],
  getProjectGraph: ['GET', '/api/projects/graph'],
  listRedemptions: ['GET', '/api/redemptions'],
  getRedemption: ['GET', '/api/redemptions/{id}'],
  undoRedemption: ['POST', '/api/redemptions/{id}/undo'],
  listReminders: ['GET', '/api/reminders'],
  createReminder: ['POST', '/api/reminders'],
  getReminder: ['GET', '/api/reminders/{id}'],
  updateReminder: ['PATCH', '/api/reminders/{id}'],
  deleteReminder: ['DELETE', '/api/reminders/{id}'],
  cancelReminder: ['POST', '/api/reminders/{id}/cancel'],
  completeReminder: ['POST', '/api/reminders/{id}/complete'],
  getReminderHistory: ['GET', '/api/reminders/{id}/history'],
  listReminderOccurrences: ['GET', '/api/reminders/{id}/occurrences'],
  restoreReminder: ['POST', '/api/reminders/{id}/restore'],
  skipReminder: ['POST', '/api/reminders/{id}/skip'],
  snoozeReminder: ['POST', '/api/reminders/{id}/snooze'],
  listUpcomingReminders: ['GET', '/api/reminders/upcoming'],
  listResources: ['GET', '/api/resources'],
  createResource: ['POST', '/api/resources'],
  getResource: ['GET', '/api/resources/{id}'],
  updateResource: ['PATCH', '/api/resources/{id}'],
  deleteResource: ['DELETE', '/api/resources/{id}'],
  getResourceHistory: ['GET', '/api/resources/{id}/history'],
  readResourceMetadata: ['POST', '/api/resources/{id}/metadata'],
  restoreResource: ['POST', '/api/resources/{id}/restore'],
  listCatalogue: ['GET', '/api/resources/catalogue'],
  getCatalogueResource: ['GET', '/api/resources/catalogue/{id}'],
  dismissCatalogueResource: ['POST', '/api/resources/catalogue/{id}/dismiss'],
  undismissCatalogueResource: ['DELETE', '/api/resources/catalogue/{id}/dismiss'],
  saveCatalogueResource: ['POST', '/api/resources/catalogue/{id}/save'],
  listCatalogueTopics: ['GET', '/api/resources/catalogue/topics'],
  listResourceRecommendations: ['GET', '/api/resources/recommendations'],
  listRewards: ['GET', '/api/rewards'],
  createReward: ['POST', '/api/rewards'],
  getReward: ['GET', '/api/rewards/{id}'],
  updateReward: ['PATCH', '/api/rewards/{id}'],
  deleteReward: ['DELETE', '/api/rewards/{id}'],
  getRewardAvailability: ['GET', '/api/rewards/{id}/availability'],
  getRewardHistory: ['GET', '/api/rewards/{id}/history'],
  redeemReward: ['POST', '/api/rewards/{id}/redeem'],
  restoreReward: ['POST', '/api/rewards/{id}/restore'],
  listRewardAvailability: ['GET', '/api/rewards/availability'],
  listSchedule: ['GET', '/api/schedule'],
  createScheduleBlock: ['POST', '/api/schedule'],
  getScheduleBlock: ['GET', '/api/schedule/{id}'],
  updateScheduleBlock: ['PATCH', '/api/schedule/{id}'],
  deleteScheduleBlock: ['DELETE', '/api/schedule/{id}'],
  completeScheduleBlock: ['POST', '/api/schedule/{id}/complete'],
  getScheduleBlockHistory: ['GET', '/api/schedule/{id}/history'],
  restoreScheduleBlock: ['POST', '/api/schedule/{id}/restore'],
  listBlockRings: ['GET', '/api/schedule/{id}/rings'],
  skipScheduleBlock: ['POST', '/api/schedule/{id}/skip'],
  listScheduleConflicts: ['GET', '/api/schedule/conflicts'],
  getScheduleFeed: ['GET', '/api/schedule/feed'],
  rotateScheduleFeed: ['POST', '/api/schedule/feed'],
  revokeScheduleFeed: ['DELETE', '/api/schedule/feed'],
  getFreeBusy: ['GET', '/api/schedule/free-busy'],
  generateSchedule: ['POST', '/api/schedule/generate'],
  importSchedule: ['POST', '/api/schedule/import'],
  listScheduleProposals: ['GET', '/api/schedule/proposals'],
  getScheduleProposal: ['GET', '/api/schedule/proposals/{id}'],
  acceptScheduleProposal: ['POST', '/api/schedule/proposals/{id}/accept'],
  rejectScheduleProposal: ['POST', '/api/schedule/proposals/{id}/reject'],
  replanSchedule: ['POST', '/api/schedule/replan'],
  listCalendarSubscriptions: ['GET', '/api/schedule/subscriptions'],
  createCalendarSubscription: ['POST', '/api/schedule/subscriptions'],
  getCalendarSubscription: ['GET', '/api/schedule/subscriptions/{id}'],
  updateCalendarSubscription: ['PATCH', '/api/schedule/subscriptions/{id}'],
  deleteCalendarSubscription: ['DELETE', '/api/schedule/subscriptions/{id}'],
  getScheduleSubscriptionHistory: ['GET', '/api/schedule/subscriptions/{id}/history'],
  refreshCalendarSubscription: ['POST', '/api/schedule/subscriptions/{id}/refresh'],
  restoreScheduleSubscription: ['POST', '/api/schedule/subscriptions/{id}/restore'],
  search: ['GET', '/api/search'],
  listShared: ['GET', '/api/shared'],
  getShared: ['GET', '/api/shared/{id}'],
  declineShared: ['DELETE', '/api/shared/{id}'],
  acceptShared: ['POST', '/api/shared/{id}/accept'],
  listSharedComments: ['GET', '/api/shared/{id}/comments'],
  commentShared: ['POST', '/api/shared/{id}/comments'],
  getReceivedShareHistory: ['GET', '/api/shared/{id}/history'],
  nudgeFriend: ['POST', '/api/shared/{id}/nudge'],
  restoreReceivedShare: ['POST', '/api/shared/{id}/restore'],
  getSharedGoal: ['GET', '/api/shared/goals/{id}'],
  updateSharedGoal: ['PATCH', '/api/shared/goals/{id}'],
  getSharedHabit: ['GET', '/api/shared/habits/{id}'],
  updateSharedHabit: ['PATCH', '/api/shared/habits/{id}'],
  compareSharedHabit: ['GET', '/api/shared/habits/{id}/compare'],
  getSharedNote: ['GET', '/api/shared/notes/{id}'],
  updateSharedNote: ['PATCH', '/api/shared/notes/{id}'],
  getSharedProject: ['GET', '/api/shared/projects/{id}'],
  updateSharedProject: ['PATCH', '/api/shared/projects/{id}'],
  getSharedReminder: ['GET', '/api/shared/reminders/{id}'],
  updateSharedReminder: ['PATCH', '/api/shared/reminders/{id}'],
  getSharedTask: ['GET', '/api/shared/tasks/{id}'],
  updateSharedTask: ['PATCH', '/api/shared/tasks/{id}'],
  listShares: ['GET', '/api/shares'],
  createShare: ['POST', '/api/shares'],
  getShare: ['GET', '/api/shares/{id}'],
  updateShare: ['PATCH', '/api/shares/{id}'],
  deleteShare: ['DELETE', '/api/shares/{id}'],
  listShareComments: ['GET', '/api/shares/{id}/comments'],
  commentShare: ['POST', '/api/shares/{id}/comments'],
  getShareHistory: ['GET', '/api/shares/{id}/history'],
  listShareLinks: ['GET', '/api/shares/{id}/links'],
  createShareLink: ['POST', '/api/shares/{id}/links'],
  endShareLink: ['DELETE', '/api/shares/{id}/links/{linkId}'],
  restoreShare: ['POST', '/api/shares/{id}/restore'],
  listSignals: ['GET', '/api/signals'],
  ingestSignals: ['POST', '/api/signals'],
  deleteSignal: ['DELETE', '/api/signals/{id}'],
  listSignalRules: ['GET', '/api/signals/rules'],
  createSignalRule: ['POST', '/api/signals/rules'],
  getSignalRule: ['GET', '/api/signals/rules/{id}'],
  updateSignalRule: ['PATCH', '/api/signals/rules/{id}'],
  deleteSignalRule: ['DELETE', '/api/signals/rules/{id}'],
  getSignalRuleHistory: ['GET', '/api/signals/rules/{id}/history'],
  restoreSignalRule: ['POST', '/api/signals/rules/{id}/restore'],
  listSignalRuns: ['GET', '/api/signals/rules/{id}/runs'],
  previewSignalRule: ['POST', '/api/signals/rules/preview'],
  listSkills: ['GET', '/api/skills'],
  createSkill: ['POST', '/api/skills'],
  getSkill: ['GET', '/api/skills/{id}'],
  updateSkill: ['PATCH', '/api/skills/{id}'],
  deleteSkill: ['DELETE', '/api/skills/{id}'],
  listSkillDays: ['GET', '/api/skills/{id}/days'],
  listSkillEvidence: ['GET', '/api/skills/{id}/evidence'],
  takeBackSkillPractice: ['DELETE', '/api/skills/{id}/evidence/{evidenceId}'],
  getSkillHistory: ['GET', '/api/skills/{id}/history'],
  practiseSkill: ['POST', '/api/skills/{id}/practice'],
  restoreSkill: ['POST', '/api/skills/{id}/restore'],
  getSkillStanding: ['GET', '/api/skills/{id}/standing'],
  verifySkill: ['POST', '/api/skills/{id}/verify'],
  listNextSkills: ['GET', '/api/skills/next'],
  getSkillTree: ['GET', '/api/skills/tree'],
  getSky: ['GET', '/api/sky'],
  makeBirthChart: ['POST', '/api/sky/birth-chart'],
  transcribeSpeech: ['POST', '/api/stt/process'],
  listStudySessions: ['GET', '/api/study-sessions'],
  createStudySession: ['POST', '/api/study-sessions'],
  getStudySession: ['GET', '/api/study-sessions/{id}'],
  updateStudySession: ['PATCH', '/api/study-sessions/{id}'],
  deleteStudySession: ['DELETE', '/api/study-sessions/{id}'],
  finishStudySession: ['POST', '/api/study-sessions/{id}/finish'],
  getStudySessionHistory: ['GET', '/api/study-sessions/{id}/history'],
  pauseStudySession: ['POST', '/api/study-sessions/{id}/pause'],
  restoreStudySession: ['POST', '/api/study-sessions/{id}/restore'],
  resumeStudySession: ['POST', '/api/study-sessions/{id}/resume'],
  startStudySession: ['POST', '/api/study-sessions/start'],
  getStudyStatistics: ['GET', '/api/study-sessions/statistics'],
  getSubscription: ['GET', '/api/subscription'],
  cancelSubscription: ['POST', '/api/subscription/cancel'],
  changePlan: ['POST', '/api/subscription/change'],
  openCheckout: ['POST', '/api/subscription/checkout'],
  listEntitlements: ['GET', '/api/subscription/entitlements'],
  listInvoices: ['GET', '/api/subscription/invoices'],
  listPlans: ['GET', '/api/subscription/plans'],
  openBillingPortal: ['POST', '/api/subscription/portal'],
  previewPlanChange: ['POST', '/api/subscription/preview'],
  resumeSubscription: ['POST', '/api/subscription/resume'],
  closeSupport: ['DELETE', '/api/support-access/{id}'],
  renewSupport: ['POST', '/api/support-access/{id}/token'],
  redeemSupport: ['POST', '/api/support-access/redeem'],
  pullChanges: ['GET', '/api/sync'],
  pushOperations: ['POST', '/api/sync'],
  listTasks: ['GET', '/api/tasks'],
  createTask: ['POST', '/api/tasks'],
  getTask: ['GET', '/api/tasks/{id}'],
  updateTask: ['PATCH', '/api/tasks/{id}'],
  deleteTask: ['DELETE', '/api/tasks/{id}'],
  completeTask: ['POST', '/api/tasks/{id}/complete'],
  listTaskDependencies: ['GET', '/api/tasks/{id}/dependencies'],
  addTaskDependency: ['POST', '/api/tasks/{id}/dependencies'],
  removeTaskDependency: ['DELETE', '/api/tasks/{id}/dependencies/{dependsOnTaskId}'],
  getTaskHistory: ['GET', '/api/tasks/{id}/history'],
  listTaskOccurrences: ['GET', '/api/tasks/{id}/occurrences'],
  restoreTask: ['POST', '/api/tasks/{id}/restore'],
  batchTasks: ['POST', '/api/tasks/batch'],
  getTaskGraph: ['GET', '/api/tasks/graph'],
  quickAddTask: ['POST', '/api/tasks/quick-add'],
  getToday: ['GET', '/api/today'],
  listTrash: ['GET', '/api/trash'],
  speakText: ['POST', '/api/tts/speak'],
  listVoices: ['GET', '/api/tts/voices'],
  showUnsubscribe: ['GET', '/api/unsubscribe'],
  unsubscribe: ['POST', '/api/unsubscribe'],
  getMe: ['GET', '/api/users/me'],
  updateMe: ['PATCH', '/api/users/me'],
  deleteMe: ['DELETE', '/api/users/me'],
  getLatestExport: ['GET', '/api/users/me/export'],
  startExport: ['POST', '/api/users/me/export'],
  getExport: ['GET', '/api/users/me/exports/{id}'],
  deleteExport: ['DELETE', '/api/users/me/exports/{id}'],
  getLatestImport: ['GET', '/api/users/me/import'],
  startImport: ['POST', '/api/users/me/import'],
  getImport: ['GET', '/api/users/me/imports/{id}'],
  deleteImport: ['DELETE', '/api/users/me/imports/{id}'],
  applyImport: ['POST', '/api/users/me/imports/{id}/apply'],
  undoImport: ['POST', '/api/users/me/imports/{id}/undo'],
  getPreferences: ['GET', '/api/users/me/preferences'],
  updatePreferences: ['PATCH', '/api/users/me/preferences'],
  listSupportAccesses: ['GET', '/api/users/me/support-access'],
  allowSupport: ['POST', '/api/users/me/support-access'],
  revokeSupport: ['DELETE', '/api/users/me/support-access/{id}'],
  listSupportChanges: ['GET', '/api/users/me/support-access/{id}/changes'],
  listVisionBoards: ['GET', '/api/vision/boards'],
  createVisionBoard: ['POST', '/api/vision/boards'],
  getVisionBoard: ['GET', '/api/vision/boards/{id}'],
  updateVisionBoard: ['PATCH', '/api/vision/boards/{id}'],
  deleteVisionBoard: ['DELETE', '/api/vision/boards/{id}'],
  getVisionBoardHistory: ['GET', '/api/vision/boards/{id}/history'],
  orderVisionTiles: ['POST', '/api/vision/boards/{id}/order'],
  restoreVisionBoard: ['POST', '/api/vision/boards/{id}/restore'],
  getVisionSlides: ['GET', '/api/vision/boards/{id}/slides'],
  listVisionTiles: ['GET', '/api/vision/boards/{id}/tiles'],
  createVisionTile: ['POST', '/api/vision/boards/{id}/tiles'],
  getVisionTile: ['GET', '/api/vision/tiles/{id}'],
  updateVisionTile: ['PATCH', '/api/vision/tiles/{id}'],
  deleteVisionTile: ['DELETE', '/api/vision/tiles/{id}'],
  cancelVisionTile: ['POST', '/api/vision/tiles/{id}/cancel'],
  getVisionTileHistory: ['GET', '/api/vision/tiles/{id}/history'],
  moveVisionTile: ['POST', '/api/vision/tiles/{id}/move'],
  restoreVisionTile: ['POST', '/api/vision/tiles/{id}/restore'],
  retryVisionTile: ['POST', '/api/vision/tiles/{id}/retry'],
  converse: ['POST', '/api/voice/converse'],
  getWallet: ['GET', '/api/wallet'],
  adjustWallet: ['POST', '/api/wallet/adjustments'],
  listWalletTransactions: ['GET', '/api/wallet/transactions'],
  getWalletTransaction: ['GET', '/api/wallet/transactions/{id}'],
  getWeather: ['GET', '/api/weather'],
  downloadExport: ['GET', '/exports/{owner}/{id}'],
  readCalendarFeed: ['GET', '/feeds/{file}'],
  downloadFile: ['GET', '/files/{owner}/{id}'],
} as const satisfies Record<keyof Api, readonly [string, string]>
