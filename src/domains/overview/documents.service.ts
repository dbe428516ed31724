import type { UserCtx } from '#core/ctx.ts'
import { compileSerializer } from '#core/serializer.ts'
import { Dashboard, Today, type TodayQuery } from './overview.schema.ts'
import { getDashboard, getToday, type Overview } from './overview.service.ts'

const writers: { today?: (value: unknown) => string; dashboard?: (value: unknown) => string } = {}

/** {@link getToday} as JSON with its declared fields and no others, for doors that are not HTTP. */
export async function writeToday(ctx: UserCtx, query: TodayQuery): Promise<Overview<string>> {
  const { answer, failures } = await getToday(ctx, query)
  writers.today ??= compileSerializer(Today)
  return { answer: writers.today(answer), failures }
}

/** {@link getDashboard}, likewise. */
export async function writeDashboard(ctx: UserCtx): Promise<Overview<string>> {
  const { answer, failures } = await getDashboard(ctx)
  writers.dashboard ??= compileSerializer(Dashboard)
  return { answer: writers.dashboard(answer), failures }
}
