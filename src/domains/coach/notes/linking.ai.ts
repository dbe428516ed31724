import { z } from 'zod'
import { feature } from '#core/ai/feature.ts'
import type { UserCtx } from '#core/ctx.ts'
import { listProjects } from '#domains/projects/projects.service.ts'
import { nearest } from '../alike.ts'
import { Confidence, sentence } from '../answers.schema.ts'
import { openGoals } from '../goals/goal-facts.service.ts'
import { type Draft, eachAnew, retelling } from '../retelling.ts'
import { openTasks } from '../tasks/task-facts.service.ts'
import { cut } from '../wording.ts'
import { type NoteSubject, noteSubjectOf, notesLike, ownNotes, told } from './note-facts.service.ts'
import { linksIn } from './outline.ts'
import { NoteInQuestion } from './questions.schema.ts'

const KINDS = ['note', 'task', 'goal', 'project'] as const

const Link = z.object({
  itemId: z.uuid(),
  itemTitle: z.string().meta({ example: 'Compost' }),
  itemType: z.enum(KINDS).meta({ example: 'note' }),
  relevance: z.number().min(0).max(1).meta({ example: 0.9 }),
  reasoning: sentence('Its title stands in the text.'),
})
type Link = z.infer<typeof Link>

const NoteLinking = z
  .object({ suggestedLinks: z.array(Link).max(10), confidence: Confidence })
  .meta({ id: 'NoteLinking' })
type NoteLinking = z.infer<typeof NoteLinking>

export const linkNote = feature({
  name: 'notes.links',
  summary: 'Suggest what a note could lead to',
  description:
    'Own notes, open tasks, goals and projects whose title stands in it, and those that are about the same; not what it links already. Nothing is linked.',
  input: NoteInQuestion,
  output: NoteLinking,
  cache: '1d',
  dependsOn: 'day',
  reads: ['notes', 'tasks', 'goals', 'projects'],
  facts: (ctx, input) => draftOf(ctx, input),
  ...retelling<NoteLinking>('Say why a note of a person could lead to other items of theirs.', (own, said, known) => ({
    ...own,
    suggestedLinks: eachAnew(own.suggestedLinks, said.suggestedLinks, ({ itemId }) => itemId, ['reasoning'], known),
  })),
})

type Item = Pick<Link, 'itemId' | 'itemTitle' | 'itemType'>

const MOST = 10
const NAMED = 0.9
/** A shorter title stands in many texts by chance. */
const SHORTEST = 4

async function draftOf(ctx: UserCtx, input: NoteInQuestion): Promise<Draft<NoteLinking>> {
  const subject = await noteSubjectOf(ctx, input)
  const linked = new Set(linksIn(subject.content).map((title) => title.toLowerCase()))
  const notes = (await ownNotes(ctx, subject.id)).filter(({ title }) => !linked.has(title.toLowerCase()))
  const others = await otherItems(ctx)
  const ofNotes = (await notesLike(subject, notes)).map(
    ({ item, nearness }): Link => ({
      ...asItem('note', item.id, item.title),
      relevance: nearness,
      reasoning: 'It is about the same.',
    }),
  )
  const text = `${subject.title}. ${cut(subject.content, 400)}`
  const ofOthers = (await nearest(text, others, ({ itemTitle }) => itemTitle, MOST)).map(
    ({ item, nearness }): Link => ({ ...item, relevance: nearness, reasoning: 'It is about the same.' }),
  )
  const all = [...notes.map(({ id, title }) => asItem('note', id, title)), ...others]
  const best = new Map<string, Link>()
  for (const link of [...namedIn(subject, all), ...ofNotes, ...ofOthers])
    if ((best.get(link.itemId)?.relevance ?? 0) < link.relevance) best.set(link.itemId, link)
  const suggestedLinks = [...best.values()].sort((a, b) => b.relevance - a.relevance).slice(0, MOST)
  const confidence = Math.min(0.9, suggestedLinks[0]?.relevance ?? 0)
  return { answer: { suggestedLinks, confidence }, background: told(subject) }
}

const asItem = (itemType: Item['itemType'], itemId: string, itemTitle: string): Item => ({
  itemType,
  itemId,
  itemTitle,
})

async function otherItems(ctx: UserCtx): Promise<Item[]> {
  const [tasks, goals, projects] = await Promise.all([
    openTasks(ctx),
    openGoals(ctx),
    listProjects(ctx, { limit: 100, sort: 'newest', status: ['planning', 'active'] }),
  ])
  return [
    ...tasks.map(({ id, title }) => asItem('task', id, title)),
    ...goals.map(({ id, title }) => asItem('goal', id, title)),
    ...projects.items.map(({ id, name }) => asItem('project', id, name)),
  ]
}

/** Whole words only: “art” does not stand in “start”. */
function namedIn({ content }: NoteSubject, items: readonly Item[]): Link[] {
  const text = ` ${content.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  return items
    .filter(({ itemTitle }) => {
      const title = itemTitle
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
      return title.length >= SHORTEST && text.includes(` ${title} `)
    })
    .map((item) => ({ ...item, relevance: NAMED, reasoning: 'Its title stands in the text.' }))
}
