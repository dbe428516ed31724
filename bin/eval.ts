/**
 * How well the rules understand and the search finds: accuracy of every set in test/eval, for the half they were tuned on and the half they were not, with
 * what is most often taken for something else. `--dev` also prints every wrong answer of the dev half; the test half stays unseen.
 */
import { accuracy, type Evaluation, evaluate, HALVES, type Verdict } from './lib/evaluation.ts'
import { evaluateRetrieval } from './lib/retrieval.ts'

const WORST = 6

for (const half of HALVES) {
  const sets = [...(await evaluate(half)), ...(await evaluateRetrieval(half))]
  console.log(`\n${half}`)
  for (const one of sets) console.log(`  ${one.set.padEnd(20)} ${summary(one)}`)
  const confused = confusions(sets[0]?.verdicts ?? [])
  if (confused.length > 0) console.log('  most often confused')
  for (const [pair, times] of confused) console.log(`    ${times} × ${pair}`)
  if (half === 'dev' && process.argv.includes('--dev'))
    for (const { verdicts } of sets) for (const verdict of verdicts.filter(({ right }) => !right)) explain(verdict)
}

function summary(one: Evaluation): string {
  const right = one.verdicts.filter((verdict) => verdict.right).length
  const share = `${(accuracy(one) * 100).toFixed(1)} %  ${right} of ${one.verdicts.length}`
  if (one.set !== 'distress') return share
  const missed = one.verdicts.filter(({ expected, right }) => expected === 'distress' && !right).length
  return `${share}, ${missed} missed, ${one.verdicts.length - right - missed} false alarms`
}

function confusions(verdicts: Verdict[]): [string, number][] {
  const wrong = verdicts.filter(({ right }) => !right).map(({ expected, actual }) => `${expected} → ${actual}`)
  const counts = Map.groupBy(wrong, (pair) => pair)
  return [...counts]
    .map(([pair, all]): [string, number] => [pair, all.length])
    .sort((a, b) => b[1] - a[1])
    .slice(0, WORST)
}

function explain({ text, expected, actual }: Verdict) {
  console.log(`\n  ${text}\n    expected ${expected}\n    got      ${actual}`)
}
