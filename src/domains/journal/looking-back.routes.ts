import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './journal.schema.ts'
import * as service from './looking-back.service.ts'
import { PROMPTS } from './prompts.ts'

const tags = ['journal']

export const lookingBackRoutes: Routes = async (app) => {
  app.get(
    '/journal/prompts',
    {
      schema: {
        operationId: 'listJournalPrompts',
        summary: 'List the questions to write about',
        description: 'Each says which exercise of psychology it is taken from.',
        tags,
        querystring: schema.PromptQuery,
        response: { 200: schema.PromptList },
      },
    },
    async ({ query: { tone } }) => ({ items: PROMPTS.filter((prompt) => tone === undefined || prompt.tone === tone) }),
  )

  app.get(
    '/journal/prompts/today',
    {
      config: { time: true },
      schema: {
        operationId: 'getDailyJournalPrompt',
        summary: 'Ask for the question of the day',
        description:
          'Chosen by your moods of the seven days before. Each question of a set has its turn before any comes again, and what you answered within thirty days rests.',
        tags,
        querystring: schema.DayQuery,
        response: { 200: schema.DailyPrompts },
      },
    },
    (req) => service.dailyPrompts(userCtx(req), req.query),
  )

  app.get(
    '/journal/streak',
    {
      config: { time: true },
      schema: {
        operationId: 'getJournalStreak',
        summary: 'Read how many days in a row you have written about',
        tags,
        response: { 200: schema.JournalStreak },
      },
    },
    (req) => service.journalStreak(userCtx(req)),
  )

  app.get(
    '/journal/moods',
    {
      config: { time: true },
      schema: {
        operationId: 'getMoodCalendar',
        summary: 'Read the moods of many days',
        tags,
        querystring: schema.SpanQuery,
        response: { 200: schema.MoodCalendar },
      },
    },
    (req) => service.moodCalendar(userCtx(req), req.query),
  )

  app.get(
    '/journal/stats',
    {
      config: { time: true },
      schema: {
        operationId: 'getJournalStats',
        summary: 'Read what your entries come to',
        description: 'Counted, nothing guessed: moods by weekday, by your own words for them and by tag.',
        tags,
        querystring: schema.SpanQuery,
        response: { 200: schema.JournalStats },
      },
    },
    (req) => service.journalStats(userCtx(req), req.query),
  )

  app.get(
    '/journal/on-this-day',
    {
      config: { time: true },
      schema: {
        operationId: 'listJournalOnThisDay',
        summary: 'Read what you wrote on this day in earlier years',
        tags,
        querystring: schema.DayQuery,
        response: { 200: schema.OnThisDay },
      },
    },
    (req) => service.onThisDay(userCtx(req), req.query),
  )
}
