import { and, eq } from 'drizzle-orm'
import type { UserCtx } from '#core/ctx.ts'
import { AppError, found, invalid } from '#core/errors.ts'
import type { Tool, Tools } from '#core/tools/tool.ts'
import type { ToolPolicy } from './actions.schema.ts'
import { actionPolicies } from './actions.tables.ts'
import { alwaysAsks, type Policy, policyOf } from './policy.ts'

/** Every tool there is, and what the assistant may do with it. */
export async function listPolicies(ctx: UserCtx, tools: Tools): Promise<{ items: ToolPolicy[] }> {
  const rows = await ctx.db.select().from(actionPolicies).where(eq(actionPolicies.userId, ctx.actor.id))
  const chosen = new Map(rows.map(({ tool, policy }) => [tool, policy]))
  return { items: [...tools.values()].map((tool) => told(tool, chosen.get(tool.name))) }
}

/** For the user in person alone: no door for keys leads here, or whoever holds one could give themselves leave. */
export async function choosePolicy(ctx: UserCtx, tools: Tools, name: string, policy: Policy): Promise<ToolPolicy> {
  const tool = found(tools.get(name), 'Tool')
  if (ctx.actor.scopes !== null) throw new AppError('forbidden', 'An API key cannot do this. Sign in instead.')
  if (policy === 'auto' && alwaysAsks(tool.effect))
    throw invalid('policy', `“${tool.title}” cannot be taken back or leaves this server: it is always asked for.`)
  await ctx.db
    .insert(actionPolicies)
    .values({ userId: ctx.actor.id, tool: name, policy })
    .onConflictDoUpdate({ target: [actionPolicies.userId, actionPolicies.tool], set: { policy } })
  return told(tool, policy)
}

/** What holds for this tool and this user. */
export async function readPolicy(ctx: UserCtx, tool: Tool): Promise<Policy> {
  const [row] = await ctx.db
    .select({ policy: actionPolicies.policy })
    .from(actionPolicies)
    .where(and(eq(actionPolicies.userId, ctx.actor.id), eq(actionPolicies.tool, tool.name)))
  return policyOf(tool.effect, row?.policy)
}

const told = ({ name, title, description, effect }: Tool, chosen: Policy | undefined): ToolPolicy => ({
  tool: name,
  title,
  description,
  effect,
  policy: policyOf(effect, chosen),
  alwaysAsks: alwaysAsks(effect),
})
