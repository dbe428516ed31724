// Made from openapi.json by `npm run openapi`. Changes here are lost.
import type * as types from './types.ts'

/** Every operation of the API, by its operationId. */
export interface Api {
  /** Read the keys that verify access tokens. A JSON Web Key Set (RFC 7517). A new key stands here some minutes before it signs. */
  getSigningKeys(): Promise<types.JwkSet>

  /** List jobs that failed for good. Kept for 30 days. What a job was given is not shown: it may hold links and codes. */
  listDeadLetters(input?: { query?: { limit?: number; cursor?: string; queue?: string } }): Promise<types.DeadLetterPage>

  /** Run failed jobs again. They go back to their queues with all their attempts, the oldest thousand at most. */
  redriveDeadLetters(input: { idempotencyKey?: string; body: types.Redrive }): Promise<types.Redriven>

  /** List the job queues and what stands in them */
  listJobQueues(): Promise<types.JobQueues>

  /** Read what the assistant can really do now */
  getAiCapabilities(): Promise<types.AiCapabilities>

  /** Divide a task into steps. Without a model: the steps that its own text names, or those of your own task that is most like it; otherwise none. Nothing is created. */
  aiTasksBreakdown(input: { idempotencyKey?: string; body: types.TaskInQuestion }): Promise<types.AiTasksBreakdownAnswer>

  /** Say which area of life a task belongs to. From your own tasks that are like it, then from its words. Null when neither says anything. */
  aiTasksCategorize(input: { idempotencyKey?: string; body: types.TaskInQuestion }): Promise<types.AiTasksCategorizeAnswer>

  /** Estimate how long a task takes. From what you gave tasks like it; the answer names them. Nothing is changed. */
  aiTasksEstimate(input: { idempotencyKey?: string; body: types.TaskInQuestion }): Promise<types.AiTasksEstimateAnswer>

  /** Read a task out of a sentence. Dates, times, recurrence, priority, tags and estimate, cut from the title. Nothing is guessed: what the text does not say is null. Nothing is created. */
  aiTasksParse(input: { idempotencyKey?: string; body: types.TaskText }): Promise<types.AiTasksParseAnswer>

  /** Advise what to do first. Urgency from the days left; impact from your own priority, the goals a task serves and the tasks that wait for it. At most a hundred open tasks. Nothing is changed. */
  aiTasksPrioritize(input: { idempotencyKey?: string; body: types.PrioritiesInQuestion }): Promise<types.AiTasksPrioritizeAnswer>

  /** Find out what holds a task up. Follows its dependencies to where work can begin. Minutes and blockers are always worked out, never guessed. Nothing is changed. */
  aiTasksUnblock(input: { idempotencyKey?: string; body: types.BlockedTask }): Promise<types.AiTasksUnblockAnswer>

  /** Read what your questions to models took. Tokens and money by day, feature and model, and what is left of the budget until it begins anew. */
  getAiUsage(input?: { query?: { from?: string; to?: string } }): Promise<types.AiUsage>

  /** Take your days along as CSV */
  exportAnalytics(input?: { query?: { from?: string; to?: string } }): Promise<string>

  /** Read how your goals and projects moved over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getGoalAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.GoalAnalytics>

  /** Read how your habits went over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getHabitAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.HabitAnalytics>

  /** Read how often you measured over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getMetricLogAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.MetricLogAnalytics>

  /** Read your mood and energy over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getMoodAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.MoodAnalytics>

  /** Read what your days came to. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getOverviewAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.OverviewAnalytics>

  /** Read what became of your tasks over time. By your own days: each of them in the series, the totals beside those of as many days before, and streaks. The present day counts as it stands. */
  getTaskAnalytics(input?: { query?: { from?: string; to?: string; granularity?: "day" | "week" | "month" } }): Promise<types.TaskAnalytics>

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

  /** Come back from Google. Answers the tokens, or sends the browser on to `returnTo` with them (or with `error` and `detail`) behind the #. An account with the same address is linked only if both sides have verified it; otherwise 409. A second factor is the provider's business here and not asked for again. */
  finishSignInWithGoogle(input: { query: { state: string } }): Promise<types.SignedIn>

  /** Sign in with e-mail and password. An account with two-factor sign-in answers 401 with `totpRequired: true` until `totp` is sent along. A wrong password and an unknown address are the same answer. */
  logIn(input: { body: types.LogIn }): Promise<types.SignedIn>

  /** Sign out. Ends the session of the refresh token, or of the access token, or all of them. Everything that was signed in by it is refused within five seconds, on every server. */
  logOut(input?: { body?: types.LogOut }): Promise<void>

  /** Read who is signed in */
  getSignedInUser(): Promise<types.User>

  /** Come back from the OIDC provider. Answers the tokens, or sends the browser on to `returnTo` with them (or with `error` and `detail`) behind the #. An account with the same address is linked only if both sides have verified it; otherwise 409. A second factor is the provider's business here and not asked for again. */
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

  /** Log up to 1,000 days at once. Each row has its own answer; days still to come are refused and the others go on. */
  importHabitDays(input: { id: string; idempotencyKey?: string; body: types.HabitLogImport }): Promise<types.HabitLogResults>

  /** Log a day of a habit. Says all there is to say of your local day; saying it again changes nothing. A day that is still to come where you are is refused. */
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

  /** Read the questions, my answers and how far I have come */
  getOnboarding(): Promise<types.Onboarding>

  /** Finish onboarding. Needs steps 1 to 5. Finishing twice is the same as once. */
  completeOnboarding(input?: { idempotencyKey?: string }): Promise<types.Onboarding>

  /** Answer one step. Steps are answered in order; an answered one may be answered anew. Step 6 may be left out. */
  answerOnboardingStep(input: { n: number; body: types.OnboardingStepAnswers }): Promise<types.Onboarding>

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

  /** Propose when to work on open tasks. By deadline, priority, energy and what waits for what, into free time within working hours, in pieces with breaks. The same input gives the same proposal; it takes the place of the open one, and changes nothing until it is accepted. */
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

  /** Read my preferences. The whole document, with defaults for whatever was never chosen. */
  getPreferences(): Promise<types.Preferences>

  /** Change my preferences. A JSON merge patch: absent is unchanged, null goes back to the default, maps change entry by entry. */
  updatePreferences(input: { body: types.PreferencesPatch }): Promise<types.Preferences>

  /** Read the wallet */
  getWallet(): Promise<types.Wallet>

  /** Add points by hand, or take them away. Refused with 409 when it takes away more than there is. */
  adjustWallet(input: { idempotencyKey?: string; body: types.NewAdjustment }): Promise<types.AdjustedWallet>

  /** List what came and went. Newest first. All their amounts together are the balance. */
  listWalletTransactions(input?: { query?: { limit?: number; cursor?: string; kind?: string; entity?: string; entityId?: string; from?: string; to?: string } }): Promise<types.WalletTransactionPage>

  /** Read a transaction */
  getWalletTransaction(input: { id: string }): Promise<types.WalletTransaction>

  /** Read the schedule as iCalendar (RFC 5545). For calendars that subscribe. Answers 304 to whoever has it already. */
  readCalendarFeed(input: { file: string }): Promise<string>
}

/** How each is sent: its method and its address. */
export const OPERATIONS = {
  getSigningKeys: ['GET', '/.well-known/jwks.json'],
  listDeadLetters: ['GET', '/api/admin/dead-letters'],
  redriveDeadLetters: ['POST', '/api/admin/dead-letters/redrive'],
  listJobQueues: ['GET', '/api/admin/jobs'],
  getAiCapabilities: ['GET', '/api/ai/capabilities'],
  aiTasksBreakdown: ['POST', '/api/ai/tasks/breakdown'],
  aiTasksCategorize: ['POST', '/api/ai/tasks/categorize'],
  aiTasksEstimate: ['POST', '/api/ai/tasks/estimate'],
  aiTasksParse: ['POST', '/api/ai/tasks/parse'],
  aiTasksPrioritize: ['POST', '/api/ai/tasks/prioritize'],
  aiTasksUnblock: ['POST', '/api/ai/tasks/unblock'],
  getAiUsage: ['GET', '/api/ai/usage'],
  exportAnalytics: ['GET', '/api/analytics/export.csv'],
  getGoalAnalytics: ['GET', '/api/analytics/goals'],
  getHabitAnalytics: ['GET', '/api/analytics/habits'],
  getMetricLogAnalytics: ['GET', '/api/analytics/metrics'],
  getMoodAnalytics: ['GET', '/api/analytics/mood'],
  getOverviewAnalytics: ['GET', '/api/analytics/overview'],
  getTaskAnalytics: ['GET', '/api/analytics/tasks'],
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
  listLogbook: ['GET', '/api/logbook'],
  createLogbookEntry: ['POST', '/api/logbook'],
  getLogbookEntry: ['GET', '/api/logbook/{id}'],
  updateLogbookEntry: ['PATCH', '/api/logbook/{id}'],
  deleteLogbookEntry: ['DELETE', '/api/logbook/{id}'],
  getLogbookEntryHistory: ['GET', '/api/logbook/{id}/history'],
  restoreLogbookEntry: ['POST', '/api/logbook/{id}/restore'],
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
  getOnboarding: ['GET', '/api/onboarding'],
  completeOnboarding: ['POST', '/api/onboarding/complete'],
  answerOnboardingStep: ['PUT', '/api/onboarding/steps/{n}'],
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
  showUnsubscribe: ['GET', '/api/unsubscribe'],
  unsubscribe: ['POST', '/api/unsubscribe'],
  getMe: ['GET', '/api/users/me'],
  updateMe: ['PATCH', '/api/users/me'],
  deleteMe: ['DELETE', '/api/users/me'],
  getPreferences: ['GET', '/api/users/me/preferences'],
  updatePreferences: ['PATCH', '/api/users/me/preferences'],
  getWallet: ['GET', '/api/wallet'],
  adjustWallet: ['POST', '/api/wallet/adjustments'],
  listWalletTransactions: ['GET', '/api/wallet/transactions'],
  getWalletTransaction: ['GET', '/api/wallet/transactions/{id}'],
  readCalendarFeed: ['GET', '/feeds/{file}'],
} as const satisfies Record<keyof Api, readonly [string, string]>
