import { draftFlashcards } from './drafting.ai.ts'

/** What can be asked about flashcards. */
export const flashcardFeatures = [draftFlashcards]
