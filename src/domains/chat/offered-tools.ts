import type { LanguageModelV4FunctionTool } from '@ai-sdk/provider'
import type { Tool } from '#core/tools/tool.ts'

/** Subjects that nearly every conversation touches. */
const ALWAYS = new Set(['tasks', 'reminders', 'schedule'])

/** By what words a subject comes into play, where its own name is not all. */
const WORDS: Readonly<Record<string, RegExp>> = {
  goals: /\b(?:goals?|aims?|achiev\w*|progress|ambition\w*|target\w*)\b/,
  habits: /\b(?:habits?|routines?|streaks?|every (?:day|morning|evening|night|week)|daily)\b/,
  metrics:
    /\b(?:metrics?|measure\w*|weigh\w*|values?|track\w*|log(?:ged|ging)?|\d+(?:[.,]\d+)? ?(?:kg|km|h|steps?|lbs?|%))\b/,
  logbook: /\b(?:log ?book|log|my day)\b/,
  journal: /\b(?:journal\w*|diary|mood|feel\w*|felt|wrote|my day)\b/,
  affirmations: /\b(?:affirm\w*|mantra\w*|motto\w*|encourag\w*)\b/,
  rewards: /\b(?:rewards?|points?|treat|redeem\w*|earn\w*|wallet)\b/,
  wallet: /\b(?:rewards?|points?|redeem\w*|earn\w*|wallet|balance)\b/,
  channels: /\b(?:channels?|webhooks?|ntfy|notif\w*|e-?mails?)\b/,
}

/**
 * The tools that a model is told of: of every subject those that read, and all of those that are in play, by what was said or used.
 * A description of everything would cost more than most conversations.
 */
export function toolsInPlay(tools: readonly Tool[], said: string, used: readonly string[]): Tool[] {
  const text = said.toLowerCase()
  const usedSubjects = new Set(used.map(subjectOf))
  const isInPlay = new Map<string, boolean>()
  return tools.filter(({ name, effect }) => {
    const subject = subjectOf(name)
    const known = isInPlay.get(subject)
    const inPlay = known ?? (ALWAYS.has(subject) || usedSubjects.has(subject) || isNamed(subject, text))
    isInPlay.set(subject, inPlay)
    return inPlay || effect === 'read'
  })
}

const told = new WeakMap<Tool, { tool: LanguageModelV4FunctionTool; characters: number }>()

/** A tool as models are told of it, and how long that is. */
export function toldOf(tool: Tool): { tool: LanguageModelV4FunctionTool; characters: number } {
  const known = told.get(tool)
  if (known) return known
  const { name, description, inputSchema } = tool
  const made = { type: 'function' as const, name, description, inputSchema }
  const entry = { tool: made, characters: JSON.stringify(made).length }
  told.set(tool, entry)
  return entry
}

const subjectOf = (tool: string) => tool.split('_')[0] ?? tool

function isNamed(subject: string, text: string): boolean {
  const words = WORDS[subject]
  if (words) return words.test(text)
  return text.includes(subject.replace(/s$/, ''))
}
