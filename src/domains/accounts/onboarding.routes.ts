import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { Onboarding, StepAnswers, StepParams } from './onboarding.schema.ts'
import * as service from './onboarding.service.ts'

const tags = ['onboarding']

export const onboardingRoutes: Routes = async (app) => {
  app.get(
    '/onboarding',
    {
      schema: {
        operationId: 'getOnboarding',
        summary: 'Read the questions, my answers and how far I have come',
        tags,
        response: { 200: Onboarding },
      },
    },
    (request) => service.getOnboarding(userCtx(request)),
  )

  app.put(
    '/onboarding/steps/:n',
    {
      schema: {
        operationId: 'answerOnboardingStep',
        summary: 'Answer one step',
        description: 'Steps are answered in order; an answered one may be answered anew. Step 6 may be left out.',
        tags,
        params: StepParams,
        body: StepAnswers,
        response: { 200: Onboarding },
      },
    },
    (request) => service.answerStep(userCtx(request), request.params.n, request.body),
  )

  app.post(
    '/onboarding/complete',
    {
      schema: {
        operationId: 'completeOnboarding',
        summary: 'Finish onboarding',
        description: 'Needs steps 1 to 5. Finishing twice is the same as once.',
        tags,
        response: { 200: Onboarding },
      },
    },
    (request) => service.completeOnboarding(userCtx(request)),
  )
}
