import { TOTP } from 'otpauth'
import type { Body } from '#test/harness.ts'
import { auth, letterTo, newAddress, PASSWORD, type SignedUp, signUp } from '#test/people.ts'
import type { Scene, Setups } from '../scene.ts'

/** Somebody who has a password, where the example gives one. */
const withPassword = async ({ app }: Scene) => ({ caller: await signUp(app) })

const codeFor = (secret: string) => new TOTP({ secret }).generate()

async function withTwoFactors({ app }: Scene): Promise<{ caller: SignedUp; body: Body }> {
  const caller = await signUp(app)
  const { secret } = (await caller.post('/auth/two-factor/setup')).body
  const { body } = await caller.post('/auth/two-factor/enable', { code: codeFor(secret) })
  return { caller, body: { password: PASSWORD, code: body.recoveryCodes[0] } }
}

/** What the steps ask after the one that the example answers; the sixth may be left out. */
const LATER_STEPS = [
  { currentThoughts: 'Work', authenticPlace: 'The sea', somethingYouLike: 'Patience', reminderWhenDown: 'It passes' },
  { changeYouWant: 'More calm', feelingToExperience: 'Ease', personYouWantToBe: 'A gardener' },
  { futureSelfAge: 70, dreamDay: 'In the garden', accomplishmentGoal: 'A book' },
  { trustedWordsVibes: 'Warm', messageLengthPreference: 'long', messageFrequency: 'weekly', trustFactor: 'Honesty' },
]

export const setups: Setups = {
  changeEmail: async (scene) => ({
    ...(await withPassword(scene)),
    body: { email: newAddress(), password: PASSWORD },
  }),
  changePassword: withPassword,
  deleteMe: withPassword,
  disableTwoFactor: withTwoFactors,
  renewRecoveryCodes: withTwoFactors,
  setUpTwoFactor: withPassword,
  enableTwoFactor: async ({ app }) => {
    const caller = await signUp(app)
    const { secret } = (await caller.post('/auth/two-factor/setup')).body
    return { caller, body: { code: codeFor(secret) } }
  },
  endSession: async ({ app }) => {
    const caller = await signUp(app)
    const { items } = (await caller.get('/auth/sessions')).body
    return { caller, params: { id: items[0].id } }
  },
  logIn: async ({ app }) => ({ body: { email: (await signUp(app)).email, password: PASSWORD } }),
  refreshTokens: async ({ app }) => ({ body: { refreshToken: (await signUp(app)).refreshToken } }),
  verifyEmail: async ({ app }) => {
    const { email } = await signUp(app)
    const { code } = await letterTo(app, email, /confirm|verify/i)
    return { body: { email, code } }
  },
  resetPassword: async ({ app }) => {
    const { email } = await signUp(app)
    await auth(app, 'forgot-password', { email })
    const { code } = await letterTo(app, email, /password/i)
    return { body: { email, code, newPassword: 'a different long password' } }
  },
  logOut: withPassword,
  answerOnboardingStep: async () => ({ params: { n: 1 } }),
  completeOnboarding: async ({ ann, exampleOf }) => {
    const { name, birthday, culturalHome, currentLocation } = exampleOf('answerOnboardingStep')
    await ann.put('/onboarding/steps/1', { name, birthday, culturalHome, currentLocation })
    for (const [at, answers] of LATER_STEPS.entries()) await ann.put(`/onboarding/steps/${at + 2}`, answers)
    return {}
  },
}
