import { entity, paragraphs } from '#core/entity.ts'
import { daily, job } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { importPackage } from './anki/importing.service.ts'
import { importsRoutes } from './anki/imports.routes.ts'
import { IMPORT_JOB, ImportPayload } from './anki/imports.service.ts'
import { flashcardCsvRoutes } from './csv.routes.ts'
import { decksRoutes } from './decks.routes.ts'
import { createDeck, deleteDeck, loadDecks, restoreDeck, updateDeck } from './decks.service.ts'
import { draftsRoutes } from './drafts.routes.ts'
import { optimizationsRoutes } from './fitting/optimizations.routes.ts'
import { OPTIMIZE_JOB, OptimizationPayload, RESCHEDULE_JOB } from './fitting/optimizations.service.ts'
import { optimize, reschedule } from './fitting/optimizing.service.ts'
import { REFIT_JOB, refitAll } from './fitting/refitting.service.ts'
import { flashcardsRoutes } from './flashcards.routes.ts'
import {
  Flashcard,
  FlashcardDeck,
  FlashcardDeckPatch,
  FlashcardPatch,
  NewFlashcard,
  NewFlashcardDeck,
} from './flashcards.schema.ts'
import {
  createFlashcard,
  deleteFlashcard,
  inLivingDecks,
  loadFlashcards,
  restoreFlashcard,
  updateFlashcard,
} from './flashcards.service.ts'
import { flashcardDecks, flashcards } from './flashcards.tables.ts'
import { flashcardTools } from './flashcards.tools.ts'
import { reviewsRoutes } from './reviews.routes.ts'
import { workloadRoutes } from './workload/workload.routes.ts'

export const flashcardsModule: Module = {
  name: 'flashcards',
  tags: { flashcards: 'What shall be remembered: decks of cards, each asked again when it is about to be forgotten' },
  routes: [
    decksRoutes,
    flashcardsRoutes,
    reviewsRoutes,
    flashcardCsvRoutes,
    importsRoutes,
    optimizationsRoutes,
    workloadRoutes,
    draftsRoutes,
  ],
  jobs: [
    job(IMPORT_JOB, ImportPayload, async ({ actor, ...ctx }, reach, { importId }) => {
      if (actor) await importPackage({ ...ctx, actor }, reach, importId)
    }),
    job(OPTIMIZE_JOB, OptimizationPayload, async ({ actor, ...ctx }, _, { optimizationId }) => {
      if (actor) await optimize({ ...ctx, actor }, optimizationId)
    }),
    job(RESCHEDULE_JOB, OptimizationPayload, async ({ actor, ...ctx }, _, { optimizationId }) => {
      if (actor) await reschedule({ ...ctx, actor }, optimizationId)
    }),
    daily(REFIT_JOB, '13 4 * * *', (ctx) => refitAll(ctx)),
  ],
  tools: flashcardTools,
  entities: [
    entity({
      name: 'flashcard_deck',
      path: '/flashcard-decks',
      tag: 'flashcards',
      table: flashcardDecks,
      item: FlashcardDeck,
      input: NewFlashcardDeck,
      patch: FlashcardDeckPatch,
      search: ({ name, description, tags }) => ({ title: name, text: description, tags }),
      load: loadDecks,
      create: createDeck,
      update: updateDeck,
      remove: deleteDeck,
      restore: restoreDeck,
    }),
    entity({
      name: 'flashcard',
      path: '/flashcards',
      table: flashcards,
      item: Flashcard,
      input: NewFlashcard,
      patch: FlashcardPatch,
      search: ({ front, back, hint, tags }) => ({
        title: front.slice(0, 200),
        text: paragraphs(front.slice(200), back, hint),
        tags,
      }),
      findable: inLivingDecks,
      load: loadFlashcards,
      create: createFlashcard,
      update: updateFlashcard,
      remove: deleteFlashcard,
      restore: restoreFlashcard,
    }),
  ],
}
