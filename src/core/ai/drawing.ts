import sharp from 'sharp'
import type { UserCtx } from '#core/ctx.ts'
import { AppError } from '#core/errors.ts'
import type { Ai } from './ai.ts'
import { drawProcedural, PROCEDURAL, type Size } from './embedded/drawing.ts'
import { EMBEDDED, type MediaModel } from './media.ts'
import { askMedia, type Payer } from './media-run.ts'
import { unlessUsedUp } from './speaking.ts'

export interface Drawing extends Size {
  /** PNG. */
  bytes: Buffer
  provider: string
  model: string
  /** Drawn by a procedure: it shows nothing that the prompt asks for, and must be shown as what it is. */
  isProcedural: boolean
}

export const LARGEST_SIDE = 2_048

/**
 * Makes an image of a prompt: by a model where one is set up, allowed and within the budget, otherwise by a procedure that only takes
 * mood and shapes from the words. Always PNG of the asked size, at most `LARGEST_SIDE` on each side; what a model answers is read and
 * written anew.
 */
export async function drawImage(
  ctx: UserCtx,
  ai: Ai,
  payer: Payer,
  { prompt, ...size }: Size & { prompt: string },
  signal: AbortSignal,
): Promise<Drawing> {
  const width = within(size.width)
  const height = within(size.height)
  const asked = withModel(ctx, ai, payer, { prompt, width, height }, signal)
  const byModel = await asked.catch(unlessUsedUp)
  if (byModel) return { ...byModel, width, height, isProcedural: false }
  if (!ai.media.builtIn.images) throw new AppError('unavailable', NOBODY_DRAWS, { retryAfterSeconds: 30 })
  const bytes = await drawProcedural(prompt, { width, height })
  return { bytes, width, height, provider: EMBEDDED, model: PROCEDURAL, isProcedural: true }
}

const NOBODY_DRAWS =
  'Nobody can draw now: no image model answers, and procedural drawings are switched off (AI_IMAGES).'

/** Images take models longer than words. */
const SLOWNESS = 3
const SMALLEST_SIDE = 16
/** Pixels of what a model answers: beyond, it is not opened. */
const MOST_PIXELS = 50_000_000

async function withModel(
  ctx: UserCtx,
  ai: Ai,
  payer: Payer,
  { prompt, ...size }: Size & { prompt: string },
  signal: AbortSignal,
) {
  const answered = await askMedia(ctx, ai, payer, {
    kind: 'images',
    models: ai.media.images,
    amount: 1,
    words: prompt,
    timeoutMs: ai.timeoutMs * SLOWNESS,
    signal,
    call: async (model, by, abortSignal) => {
      const shape = shapeFor(by, size.width / size.height)
      const nothing = { seed: undefined, files: undefined, mask: undefined, providerOptions: {} }
      const { images } = await model.doGenerate({ prompt, n: 1, ...shape, ...nothing, abortSignal })
      const [image] = images
      if (image === undefined) throw new Error('No image came')
      return fitted(typeof image === 'string' ? Buffer.from(image, 'base64') : image, size)
    },
  })
  return answered && { bytes: answered.answer, provider: answered.by.provider.name, model: answered.by.model }
}

const within = (side: number) => Math.round(Math.min(LARGEST_SIDE, Math.max(SMALLEST_SIDE, side)))

/** Models know three shapes; each provider calls them otherwise. */
function shapeFor({ provider }: MediaModel<unknown>, ratio: number) {
  const at = ratio > 1.2 ? 1 : ratio < 0.83 ? 2 : 0
  if (provider.name === 'gemini') return { size: undefined, aspectRatio: (['1:1', '4:3', '3:4'] as const)[at] }
  return { size: (['1024x1024', '1536x1024', '1024x1536'] as const)[at], aspectRatio: undefined }
}

const fitted = (bytes: Uint8Array, size: Size) =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS })
    .resize({ ...size, fit: 'cover' })
    .png()
    .toBuffer()
