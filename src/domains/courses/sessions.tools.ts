import { z } from 'zod'
import { SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { StudyFinish, StudySession, StudyStart, StudyStatistics, StudyStatisticsQuery } from './sessions.schema.ts'
import { finishSession, getSession, startSession } from './sessions.service.ts'
import { studyStatistics } from './statistics.service.ts'

export const sessionsTools: Tool[] = [
  tool({
    name: 'study_statistics',
    title: 'Ask how much was studied',
    description: 'Minutes and sessions on each day and for each course, by default of the last 30 days.',
    effect: 'read',
    scopes: ['study-sessions:read'],
    input: StudyStatisticsQuery,
    output: StudyStatistics,
    example: {},
    run: (ctx, input) => studyStatistics(ctx, input),
  }),
  tool({
    name: 'study_start',
    title: 'Start to study',
    description: 'Starts a timer for a study session, for a course or topic if one is named. Only one can be open.',
    effect: 'write',
    scopes: ['study-sessions:write'],
    input: StudyStart,
    output: StudySession,
    example: { plannedMinutes: 25 },
    summary: () => 'Start a study session',
    run: (ctx, input) => startSession(ctx, input),
  }),
  tool({
    name: 'study_finish',
    title: 'Finish a study session',
    description: 'Stops the timer of a study session.',
    effect: 'write',
    scopes: ['study-sessions:write'],
    input: StudyFinish.extend({ sessionId: z.uuid() }),
    output: StudySession,
    example: { sessionId: SOME_ID },
    summary: async (ctx, { sessionId }) =>
      `Finish the study session of ${(await getSession(ctx, sessionId)).startedAt}`,
    run: (ctx, { sessionId, ...input }) => finishSession(ctx, sessionId, input),
  }),
]
