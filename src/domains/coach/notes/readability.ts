import { sentencesIn } from '../logbook/sentiment.ts'

export interface Readability {
  /** Flesch's reading ease: about 0, very hard, to 100, very easy. */
  score: number
  words: number
  sentences: number
  syllables: number
}

/** Fewer words say nothing about how somebody writes. */
const FEWEST_WORDS = 30

/** 206.835 − 1.015 · words / sentences − 84.6 · syllables / words (Flesch, 1948). For English; null below thirty words. */
export function readabilityOf(text: string): Readability | null {
  const sentences = sentencesIn(text)
  const words = sentences.flatMap((sentence) => sentence.match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? [])
  if (words.length < FEWEST_WORDS) return null
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0)
  const score = 206.835 - 1.015 * (words.length / sentences.length) - 84.6 * (syllables / words.length)
  return { score: Math.round(score * 10) / 10, words: words.length, sentences: sentences.length, syllables }
}

/** Runs of vowels, without a silent e at the end; at least one. Right for about nine English words of ten. */
export function syllablesIn(word: string): number {
  const plain = word.toLowerCase().replace(/(?<=[^laeiouy])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcg])es$/, '')
  return Math.max(1, plain.match(/[aeiouyäöü]+/g)?.length ?? 0)
}

export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0
