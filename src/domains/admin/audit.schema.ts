import { z } from 'zod'
import { PageQuery, pageOf } from '#core/page.ts'

const state = z.record(z.string(), z.unknown()).nullable()

export const AuditEntry = z
  .object({
    id: z.uuid(),
    seq: z.int().describe('Without gaps'),
    at: z.iso.datetime(),
    actorId: z.uuid().nullable().describe('Null for the operator at the command line, and for who is erased since'),
    actor: z.string().nullable().describe('What the log calls them, which stays the same when they are erased'),
    role: z.string(),
    action: z.string(),
    targetKind: z.string().nullable(),
    targetId: z.string().nullable().describe('Null where it is somebody who is erased since'),
    before: state,
    after: state,
    reason: z.string().nullable(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    requestId: z.string().nullable(),
    hash: z.string().describe('Over this entry and the hash of the one before'),
  })
  .meta({
    id: 'AuditEntry',
    example: {
      id: '0198f3a1-7c00-7000-8000-0000000000d1',
      seq: 7,
      at: '2027-03-01T08:00:00.000Z',
      actorId: '0198f3a1-7c00-7000-8000-0000000000a1',
      actor: '4f0e3c0a-6d0b-4b0e-9a51-0f6b8a1c2d3e',
      role: 'admin',
      action: 'user.suspend',
      targetKind: 'user',
      targetId: '0198f3a1-7c00-7000-8000-0000000000a2',
      before: { status: 'active' },
      after: { status: 'suspended' },
      reason: 'Sends spam',
      ip: '203.0.113.7',
      userAgent: 'Almanac/1.0',
      requestId: '0198f3a1-7c00-7000-8000-0000000000e1',
      hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  })
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditPage = pageOf(AuditEntry).meta({ id: 'AuditPage' })

const filters = {
  actorId: z.uuid().optional(),
  targetId: z.string().min(1).max(100).optional().meta({ description: 'A user, flag or queue' }),
  action: z
    .string()
    .max(60)
    .regex(/^[a-z_.]+$/)
    .optional()
    .meta({ description: 'Or what it begins with: `user.`' }),
  from: z.iso.datetime().optional().meta({ description: 'Inclusive' }),
  to: z.iso.datetime().optional().meta({ description: 'Exclusive' }),
}
export const AuditQuery = PageQuery.extend(filters)
export type AuditQuery = z.infer<typeof AuditQuery>
export const AuditSpan = z.strictObject(filters)
export type AuditSpan = z.infer<typeof AuditSpan>

export const AUDIT_COLUMNS = [
  'seq',
  'at',
  'actorId',
  'actor',
  'role',
  'action',
  'targetKind',
  'targetId',
  'before',
  'after',
  'reason',
  'ip',
  'userAgent',
  'requestId',
  'hash',
] as const

export const AuditCsv = z.string().meta({
  description: 'A line an entry, oldest first, after one that names the columns',
  example: `${AUDIT_COLUMNS.join()}\n7,2027-03-01T08:00:00.000Z,,,operator,user.role,user,,,"{""role"":""admin""}",,,,,9f86d081\n`,
})

export const AuditKept = z.strictObject({
  kept: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a hash as this server answered it: 64 hexadecimal digits')
    .optional()
    .meta({ description: 'A hash that was answered here, or told to the server’s log, before' }),
})
export type AuditKept = z.infer<typeof AuditKept>

export const AuditIntegrity = z
  .object({
    entries: z.int(),
    hash: z
      .string()
      .nullable()
      .describe('Of the newest entry: keep it elsewhere to see later that none before it changed'),
    brokenAt: z.int().nullable().describe('The first number that is missing or whose entry is not what was written'),
    holdsKept: z
      .boolean()
      .nullable()
      .describe(
        'Whether the entry of the hash that you kept is still there: if not, entries were cut off or made anew',
      ),
  })
  .meta({
    id: 'AuditIntegrity',
    example: {
      entries: 7,
      hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      brokenAt: null,
      holdsKept: null,
    },
  })
export type AuditIntegrity = z.infer<typeof AuditIntegrity>
