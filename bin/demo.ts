import { fillDemo } from './lib/demo.ts'

/** Fills an account with half a year of believable data, through the public API of a running server: `npm run demo`. */
const base = process.env.BASE_URL ?? 'http://127.0.0.1:3000'
const email = process.env.DEMO_EMAIL ?? 'demo@almanac.example'
const password = process.env.DEMO_PASSWORD ?? 'half a year 2027'

try {
  const { tasks, goals, days, learnt, seconds } = await fillDemo({
    base,
    email,
    password,
    weeks: 26,
    say: (line) => console.log(line),
  })
  console.log(`
  Done in ${seconds.toFixed(1)} s: ${goals} goals, ${tasks} tasks, ${days} days and values of habits, metrics and the logbook,
  ${learnt} notes, journal entries, study sessions and reviews of flashcards.

  Sign in   ${email} / ${password}
  Try       token=$(curl -s ${base}/api/auth/login -H 'content-type: application/json' \\
              -d '{"email":"${email}","password":"${password}"}' | sed 's/.*"accessToken":"\\([^"]*\\).*/\\1/')
            curl -s "${base}/api/tasks?sort=due&status=not_started,in_progress" -H "authorization: Bearer $token"
            curl -s "${base}/api/goals?status=active"                           -H "authorization: Bearer $token"
            curl -s "${base}/api/habits/today"                                  -H "authorization: Bearer $token"
            curl -s "${base}/api/wallet"                                        -H "authorization: Bearer $token"
            curl -s "${base}/api/sync?since=0"                                  -H "authorization: Bearer $token"
  Look      ${base}/docs
`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
