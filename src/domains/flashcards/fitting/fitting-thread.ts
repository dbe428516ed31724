import { computeParameters, FSRSBinding, FSRSBindingItem, FSRSBindingReview } from '@open-spaced-repetition/binding'
import { serve } from '#core/ai/embedded/thread-inside.ts'
import type { Course, Fit, Fitted, Fitting } from './fitting.ts'

// The inside of the thread that fits parameters: comparing them holds it for seconds.

/** With fewer the optimizer only answers what it began with. */
const LEAST_ITEMS = 64

serve<Fitting, never, Fitted | null>(async ({ courses, before }) => {
  const items = courses.flatMap(itemsOf)
  if (items.length < LEAST_ITEMS) return null
  const parameters = await computeParameters(items, { enableShortTerm: true })
  return {
    parameters: [...parameters].map((one) => Math.round(one * 10_000) / 10_000),
    before: fitOf(before, items),
    after: fitOf(parameters, items),
  }
})

/** Each review on a later day, with all reviews before it: whether it was remembered is what is to be foretold. */
function itemsOf({ ratings, days }: Course): FSRSBindingItem[] {
  const reviews = ratings.map((rating, at) => new FSRSBindingReview(rating, at === 0 ? 0 : (days[at] ?? 0)))
  return reviews.flatMap((review, at) =>
    at > 0 && review.deltaT > 0 ? [new FSRSBindingItem(reviews.slice(0, at + 1))] : [],
  )
}

function fitOf(parameters: number[] | null, items: FSRSBindingItem[]): Fit {
  const { logLoss, rmseBins } = new FSRSBinding(parameters ?? undefined).evaluate(items)
  return { logLoss, rmse: rmseBins }
}
