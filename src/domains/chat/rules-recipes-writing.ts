import { type Item, itemsOf, keyOf, listing, nameOf, type Recipes, said, subjectOf } from './rules-wishes.ts'

const NOTES = 'write and find notes'
const JOURNAL = 'write in your journal'
const COURSES = 'begin a course'

/** Notes, journal and courses. */
export const writingRecipes: Recipes = {
  create_note: {
    tool: 'notes_create',
    ability: NOTES,
    intent: (wish) => `Write the note “${subjectOf(wish)}”`,
    arguments: (wish) => {
      const title = wish.entities.title
      if (title === null) return 'What shall I write down?'
      return title.length < CUT ? { title } : { title: `${title.slice(0, 80).trimEnd()}…`, content: wish.text }
    },
    tell: (_, answer) => `Wrote the note “${nameOf(answer as Item)}”.`,
  },
  find_notes: {
    tool: 'notes_list',
    ability: NOTES,
    intent: () => 'Look through your notes',
    arguments: ({ entities: { query } }) => said({ q: query === null ? null : keyOf(query), limit: 10 }),
    tell: (_, answer) => listing(['note', 'notes'], itemsOf(answer)),
  },
  journal_entry: {
    tool: 'journal_create',
    ability: JOURNAL,
    intent: () => 'Write that in your journal',
    arguments: (wish) => {
      const { title, date } = wish.entities
      if (!/\b(?:journal|diary)\b/i.test(wish.text))
        return 'Thank you for telling me. If you want to keep it, say “Dear diary, …”, and I write it in your journal.'
      if (title === null) return 'What shall I write in your journal?'
      return said({ text: title.length < CUT ? title : wish.text, date })
    },
    tell: (_, answer) => `Wrote it in your journal, about ${(answer as { date?: string } | null)?.date}.`,
  },
  create_course: {
    tool: 'courses_create',
    ability: COURSES,
    intent: (wish) => `Begin the course “${subjectOf(wish)}”`,
    arguments: (wish) => {
      const { title } = wish.entities
      return title === null ? 'What do you want to learn?' : { title }
    },
    tell: (_, answer) => `Began the course “${nameOf(answer as Item)}”.`,
  },
}

/** What is as long as this was longer when it was said. */
const CUT = 200
