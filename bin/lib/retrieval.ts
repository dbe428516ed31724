import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { indexOne } from '#domains/search/indexer.service.ts'
import { createIndex } from '#domains/search/indexing.service.ts'
import { eventually } from '#test/eventually.ts'
import { type Answer, type Caller, startApp, type TestApp } from '#test/harness.ts'
import type { Evaluation, Half, Verdict } from './evaluation.ts'

/** How a question is put: in words that stand there, misspelt, or in none of the words that stand there. */
export const KINDS = ['keyword', 'misspelt', 'paraphrase'] as const
type Kind = (typeof KINDS)[number]

export interface Question {
  kind: Kind
  /** Which document it should find. */
  document: string
  text: string
}

export interface Document {
  key: string
  kind: string
  title: string
  text: string | null
}

const FOLDER = path.join(import.meta.dirname, '../../test/eval')
/** What is looked for must be among so many. */
const FIRST = 3

/** Somebody's whole collection and what is asked of it, of one half. */
export async function retrievalOf(half: Half): Promise<{ documents: Document[]; questions: Question[] }> {
  const lines = async (file: string) => {
    const text = await readFile(path.join(FOLDER, half, file), 'utf8')
    return text.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]))
  }
  const documents = (await lines('retrieval-documents.tsv')).map(([key = '', kind = '', title = '', text = null]) => {
    return { key, kind, title, text }
  })
  const questions = (await lines('retrieval.tsv')).map(([kind, document = '', text = '']) => {
    return { kind: kind as Kind, document, text } // the test of the evaluation holds the files to the kinds
  })
  return { documents, questions }
}

/** Writes down one half's collection through the front door, has it read, and asks: right is what comes among the first three. */
export async function evaluateRetrieval(half: Half): Promise<Evaluation[]> {
  const { documents, questions } = await retrievalOf(half)
  const app = await startApp()
  try {
    const ann = await app.as()
    const keys = new Map<string, string>()
    for (const document of documents) keys.set(await write(ann, document), document.key)
    await readAll(app, ann)
    const verdicts: (Verdict & { kind: Kind })[] = []
    for (const { kind, document, text } of questions) {
      const { body } = await patiently(() => ann.get(`/search?limit=${FIRST}&q=${encodeURIComponent(text)}`))
      const found = (body.items as { id: string }[]).map(({ id }) => keys.get(id) ?? id)
      verdicts.push({ kind, text, expected: document, actual: found.join(' '), right: found.includes(document) })
    }
    return KINDS.map((kind) => ({
      set: `search, ${kind}`,
      verdicts: verdicts.filter((verdict) => verdict.kind === kind),
    }))
  } finally {
    await app.close()
  }
}

async function readAll(app: TestApp, { userId }: Caller) {
  const index = createIndex(app.platform.entities)
  while (await indexOne({ ...app.platform.base, actor: null }, index, userId)) {}
}

const ADDRESSES: Record<string, (title: string, text: string | null) => [string, object]> = {
  task: (title, description) => ['/tasks', { title, description }],
  goal: (title, description) => ['/goals', { title, description }],
  project: (name, description) => ['/projects', { name, description }],
  habit: (name, description) => ['/habits', { name, description }],
  logbook: (title, text) => ['/logbook', { title, ...(text !== null && { text }) }],
  journal: (title, text) => ['/journal', { title, ...(text !== null && { text }), isPrivate: false }],
  reward: (title, description) => ['/rewards', { title, description, pointCost: 10 }],
}

async function write(ann: Caller, { kind, title, text }: Document): Promise<string> {
  const [address, item] = ADDRESSES[kind]?.(title, text) ?? ['', {}]
  const { status, body } = await patiently(() => ann.post(address, item))
  if (status !== 201) throw new Error(`'${title}' was answered ${status}`)
  return body.id
}

/** Asks again while this machine is too busy to be asked at all. */
const patiently = (ask: () => Promise<Answer>): Promise<Answer> =>
  eventually(async () => {
    const answer = await ask()
    if (answer.status === 503) throw new Error('still unavailable')
    return answer
  })
