import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { Numerology, NumerologyRequest } from './numerology.schema.ts'
import { numerologyOf } from './numerology.service.ts'
import { BirthChart, BirthChartRequest, Sky, SkyQuery } from './sky.schema.ts'
import { birthChart, getSky } from './sky.service.ts'

const tags = ['outside']

export const skyRoutes: Routes = async (app) => {
  const { reach } = app.platform

  app.get(
    '/sky',
    {
      config: { time: true },
      schema: {
        operationId: 'getSky',
        summary: 'Read where sun, moon and planets stand',
        description:
          'Computed: nobody is asked, unless a place is given by its name. With a place also when sun and moon rise and set there on that day.',
        tags,
        querystring: SkyQuery,
        response: { 200: Sky },
      },
    },
    (req) => getSky(userCtx(req), reach, req.query),
  )

  app.post(
    '/sky/birth-chart',
    {
      schema: {
        operationId: 'makeBirthChart',
        summary: 'Compute a birth chart',
        description:
          'Positions, ascendant, midheaven, houses and aspects of the tropical zodiac. What the time or the place would be needed for is null without it. Nothing is kept.',
        tags,
        body: BirthChartRequest,
        response: { 200: BirthChart },
      },
    },
    (req) => birthChart(reach, req.body),
  )

  app.post(
    '/numerology',
    {
      config: { time: true },
      schema: {
        operationId: 'makeNumerology',
        summary: 'Count the numbers of a name and a birthday',
        description: 'By the method that the answer names, with the steps of each number. Nothing is kept.',
        tags,
        body: NumerologyRequest,
        response: { 200: Numerology },
      },
    },
    (req) => numerologyOf(userCtx(req), req.body),
  )
}
