import { during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { UserErased } from '#domains/accounts/accounts.events.ts'
import { forgetSubject } from './audit.service.ts'
import { measureHead, tellingHead } from './head.ts'

export const auditModule: Module = {
  name: 'audit',
  loops: ({ log }) => [tellingHead(log)],
  measure: measureHead,
  // The rows of an account go table by table; an act about it may have named it again meanwhile.
  during: [during(UserErased, (ctx, { userId }) => forgetSubject(ctx, userId))],
}
