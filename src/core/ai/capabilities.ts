import type { Breaker } from '#core/breaker.ts'
import type { Ai } from './ai.ts'
import { PROCEDURAL } from './embedded/drawing.ts'
import { POCKETSPHINX_PACKAGES } from './embedded/recognition.ts'
import { embeddedModel } from './embeddings.ts'
import { EMBEDDED_TRANSCRIPTION, transcribesItself } from './listening.ts'
import { EMBEDDED, type MediaKind } from './media.ts'
import { EMBEDDED_SPEECH } from './speaking.ts'

/** `model`: a model does it. `rules`: fixed rules do. `none`: nobody does. */
export const LEVELS = ['model', 'rules', 'none'] as const

export interface Capability {
  level: (typeof LEVELS)[number]
  /** `embedded` is built in; null where rules do it, or nobody. */
  provider: string | null
  model: string | null
  /** What that means, in a sentence for whoever uses the app. */
  says: string
}

export interface Capabilities {
  chat: Capability
  features: Capability
  embeddings: Capability
  speech: Capability
  transcription: Capability
  images: Capability
  /** Of language models, in the order in which they are asked. */
  providers: { name: string; model: string; state: 'answering' | 'resting' }[]
}

/** What this installation can really do at this moment. Whoever fails counts as absent, and so does everybody who is not allowed. */
export function capabilitiesOf(ai: Ai, { allowsModels }: { allowsModels: boolean }): Capabilities {
  const candidates = allowsModels ? ai.candidates(null) : []
  const answering = candidates.find(({ breaker }) => isAnswering(breaker))
  const named = answering && { provider: answering.provider.name, model: answering.model }
  return {
    chat: named ? byModel(named, 'holds conversations') : rules(CHAT_BY_RULES),
    features: named ? byModel(named, 'answers; what can be counted is counted without it') : rules(FEATURES_BY_RULES),
    embeddings: embeddings(ai, allowsModels),
    speech: mediaOr(ai, 'speech', allowsModels, 'speaks') ?? (ai.media.builtIn.speech ? FLITE : none(NO_SPEECH)),
    transcription:
      mediaOr(ai, 'transcription', allowsModels, 'writes down what is said') ??
      (transcribesItself(ai) ? SPHINX : none(NO_TRANSCRIPTION)),
    images: mediaOr(ai, 'images', allowsModels, 'draws') ?? (ai.media.builtIn.images ? DRAWINGS : none(NO_IMAGES)),
    providers: candidates.map(({ provider, model, breaker }) => ({
      name: provider.name,
      model,
      state: isAnswering(breaker) ? 'answering' : 'resting',
    })),
  }
}

const isAnswering = (breaker: Breaker) => breaker.state === 'closed'

const CHAT_BY_RULES =
  'No language model is there: fixed rules understand requests about your own items, in English, and do not converse freely.'
const FEATURES_BY_RULES = 'No language model is there: fixed rules answer, in English, from your own data.'
const EMBEDDINGS =
  'The small model that is built in compares meanings in English; other languages are compared by their words.'
const NO_SPEECH = 'Nothing can be read aloud: the operator has switched the built-in voice off and named no model.'
const NO_TRANSCRIPTION = `Nothing that is said can be written down: the operator can name a model (AI_TRANSCRIPTION) or install ${POCKETSPHINX_PACKAGES}.`
const NO_IMAGES = 'No images are made: the operator has switched the procedural drawings off and named no model.'

const FLITE: Capability = {
  level: 'model',
  provider: EMBEDDED,
  model: EMBEDDED_SPEECH,
  says: 'The built-in voice speaks English, intelligibly and like a machine.',
}
const SPHINX: Capability = {
  level: 'model',
  provider: EMBEDDED,
  model: EMBEDDED_TRANSCRIPTION,
  says: 'The small model of this machine writes down US English and misses words: look over what it wrote.',
}
const DRAWINGS: Capability = {
  level: 'rules',
  provider: EMBEDDED,
  model: PROCEDURAL,
  says: 'Images are drawn by a procedure from the words of the prompt; no model imagines them.',
}

function embeddings({ embedders }: Ai, allowsModels: boolean): Capability {
  const remote = allowsModels ? embedders[0]?.remote : undefined
  if (!remote) return { level: 'model', provider: EMBEDDED, model: embeddedModel.model, says: EMBEDDINGS }
  const { provider, model } = remote
  const says = `${model} of ${provider} compares meanings in search; elsewhere, and until it has read everything, the small built-in model does, in English.`
  return { level: 'model', provider, model, says }
}

function mediaOr(ai: Ai, kind: MediaKind, allowsModels: boolean, does: string): Capability | null {
  const found = allowsModels ? ai.media[kind].find(({ breaker }) => isAnswering(breaker)) : undefined
  return found ? byModel({ provider: found.provider.name, model: found.model }, does) : null
}

const byModel = (named: { provider: string; model: string }, does: string): Capability => ({
  level: 'model',
  ...named,
  says: `${named.model} of ${named.provider} ${does}.`,
})

const rules = (says: string): Capability => ({ level: 'rules', provider: null, model: null, says })
const none = (says: string): Capability => ({ level: 'none', provider: null, model: null, says })
