import { z } from 'zod'
import { Few, SOME_ID } from '#core/tools/shapes.ts'
import { type Tool, tool } from '#core/tools/tool.ts'
import { createDeck, getDeck, listDecks } from './decks.service.ts'
import { dueFlashcards } from './due.service.ts'
import {
  Flashcard,
  FlashcardDeck,
  FlashcardDeckPage,
  FlashcardPage,
  NewFlashcard,
  NewFlashcardDeck,
} from './flashcards.schema.ts'
import { createFlashcard, listFlashcards } from './flashcards.service.ts'
import { DueFlashcards } from './reviews.schema.ts'

export const flashcardTools: Tool[] = [
  tool({
    name: 'flashcards_list_decks',
    title: 'Look through decks of flashcards',
    description: 'The decks of the user and their settings.',
    effect: 'read',
    scopes: ['flashcards:read'],
    input: z.strictObject({ limit: Few }),
    output: FlashcardDeckPage.pick({ items: true }),
    example: { limit: 5 },
    run: (ctx, input) => listDecks(ctx, input),
  }),
  tool({
    name: 'flashcards_find',
    title: 'Look for flashcards',
    description: 'Flashcards with this text on either side, of one deck or all.',
    effect: 'read',
    scopes: ['flashcards:read'],
    input: z.strictObject({ q: z.string().trim().min(1).max(200).optional(), deckId: z.uuid().optional(), limit: Few }),
    output: FlashcardPage.pick({ items: true }),
    example: { q: 'montaña', limit: 5 },
    run: (ctx, input) => listFlashcards(ctx, input),
  }),
  tool({
    name: 'flashcards_due',
    title: 'See which flashcards are due',
    description: 'What to ask the user next, of one deck or all, in order.',
    effect: 'read',
    scopes: ['flashcards:read'],
    input: z.strictObject({ deckId: z.uuid().optional(), limit: Few }),
    output: DueFlashcards,
    example: { limit: 5 },
    run: (ctx, input) => dueFlashcards(ctx, input),
  }),
  tool({
    name: 'flashcards_create_deck',
    title: 'Create a deck of flashcards',
    description: 'Creates a deck that flashcards can be put into.',
    effect: 'write',
    scopes: ['flashcards:write'],
    input: NewFlashcardDeck,
    output: FlashcardDeck,
    example: { name: 'Spanish' },
    summary: (_, { name }) => `Create the deck “${name}”`,
    run: (ctx, input) => createDeck(ctx, input),
  }),
  tool({
    name: 'flashcards_create',
    title: 'Write a flashcard',
    description: 'Writes a flashcard into a deck: the question on its front, the answer on its back.',
    effect: 'write',
    scopes: ['flashcards:write'],
    input: NewFlashcard,
    output: Flashcard,
    example: { deckId: SOME_ID, front: 'la montaña', back: 'the mountain' },
    summary: async (ctx, { deckId, front }) =>
      `Write the flashcard “${front.slice(0, 80)}” into the deck “${(await getDeck(ctx, deckId)).name}”`,
    run: (ctx, input) => createFlashcard(ctx, input),
  }),
]
