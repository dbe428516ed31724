import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { Reach, UserCtx } from '#core/ctx.ts'
import type { Entities } from '#core/entity.ts'
import { AppError } from '#core/errors.ts'
import { deleteFile, uploadFile } from '#domains/files/files.service.ts'
import { type Carrying, carryPlan, pictureOf } from './foreign.service.ts'
import { planDayOne } from './importers/day-one.ts'
import { CHECKMARKS, HABITS, planLoop } from './importers/loop.ts'
import type { Plan, Reader, Step } from './importers/plan.ts'
import { planTickTick } from './importers/ticktick.ts'
import { planTodoist } from './importers/todoist.ts'
import type { ImportReport, ImportSource } from './portability.tables.ts'
import { type OpenZip, openZip, refused } from './unzip.ts'

type Outside = Pick<Reach, 'files'>

/** Of a text within a zip, or of a CSV file. */
const MAX_TEXT = 50_000_000
const MAX_PICTURE = 25_000_000

export interface Foreign extends Omit<Carrying, 'plan'> {
  source: Exclude<ImportSource, 'almanac'>
  reader: Reader
  draft: string
}

/** Reads a file of another program and carries out what it comes to. */
export async function carryForeign(ctx: UserCtx, outside: Outside, foreign: Foreign): Promise<ImportReport> {
  const { source, draft, reader } = foreign
  if (source === 'todoist' || source === 'ticktick') {
    const text = await csvOf(draft)
    const plan = source === 'todoist' ? planTodoist(text, reader) : planTickTick(text, reader)
    return (await carryPlan(ctx, { ...foreign, plan })).report
  }
  const zip = await openZip(draft)
  try {
    const plan = source === 'loop' ? planLoop(await csvFiles(zip), reader) : await planJournals(zip, reader)
    return await carryWithPictures(ctx, outside, zip, { ...foreign, plan })
  } finally {
    zip.close()
  }
}

async function csvOf(draft: string): Promise<string> {
  if ((await stat(draft)).size > MAX_TEXT) throw refused('too_large', 'This file is larger than any of that program.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(draft))
  } catch {
    throw refused('not_csv', 'This file is not text in UTF-8.')
  }
}

const read = async (zip: OpenZip, name: string): Promise<string> => {
  if ((zip.sizeOf(name) ?? 0) > MAX_TEXT) throw refused('bomb', `${name} is larger than any of that program.`)
  return textOf(await zip.read(name))
}

/** The tables of Loop, wherever in the zip their folder is. */
async function csvFiles(zip: OpenZip): Promise<Map<string, string>> {
  const root = zip.names.find((name) => name === HABITS || name.endsWith(`/${HABITS}`))?.slice(0, -HABITS.length) ?? ''
  const wanted = zip.names.filter((name) => name.startsWith(root) && /(^|\/)(Habits|Checkmarks)\.csv$/.test(name))
  const all = wanted.includes(root + CHECKMARKS) ? [root + HABITS, root + CHECKMARKS] : wanted.slice(0, 1_001)
  const texts = new Map<string, string>()
  for (const name of all) if (zip.sizeOf(name) !== null) texts.set(name.slice(root.length), await read(zip, name))
  return texts
}

async function planJournals(zip: OpenZip, reader: Reader): Promise<Plan> {
  const names = zip.names.filter((name) => /^[^/]+\.json$/i.test(name))
  if (names.length === 0) throw refused('not_that_program', 'The zip has no journal as JSON: Day One did not make it.')
  const plans: Plan[] = []
  for (const name of names) plans.push(planDayOne(await read(zip, name), name, reader))
  return { steps: plans.flatMap(({ steps }) => steps), problems: plans.flatMap(({ problems }) => problems) }
}

/** Pictures become files before their entries are made, and go again where an entry does not come in. */
async function carryWithPictures(ctx: UserCtx, outside: Outside, zip: OpenZip, carrying: Carrying) {
  const { plan, apply, entities } = carrying
  const uploaded = new Map<string, string[]>()
  const here = await present(ctx, entities, plan)
  let [files, created] = [0, new Set<string>()]
  try {
    for (const step of plan.steps)
      for (const picture of here.has(step.id) ? [] : (step.pictures ?? [])) {
        const id = await pictureFile(ctx, outside, zip, picture, apply)
        if (id === null)
          plan.problems.push({ where: step.where, line: step.line, message: `${picture.entry}: no picture` })
        else files++
        if (id !== null && apply) uploaded.set(step.id, [...(uploaded.get(step.id) ?? []), id])
        const shown = id === null ? '' : pictureOf(id)
        step.input.text = String(step.input.text).replaceAll(picture.mark, shown).trim() || '…'
      }
    const outcome = await carryPlan(ctx, carrying)
    created = outcome.created
    return { ...outcome.report, files }
  } finally {
    for (const [step, ids] of uploaded) if (!created.has(step)) for (const id of ids) await deleteFile(ctx, id)
  }
}

async function present(ctx: UserCtx, entities: Entities, { steps }: Plan): Promise<Set<string>> {
  const entity = entities.get('journal_entry')
  const ids = steps.filter(({ pictures }) => pictures?.length).map(({ id }) => id)
  return new Set((await entity?.load(ctx, ids))?.map(({ id }) => id))
}

type Picture = NonNullable<Step['pictures']>[number]

/** The id of the file that a picture becomes; null when there is none, or it is no picture. Without `apply` it is only unpacked. */
async function pictureFile(ctx: UserCtx, outside: Outside, zip: OpenZip, picture: Picture, apply: boolean) {
  const size = zip.sizeOf(picture.entry)
  if (size === null || size === 0 || size > MAX_PICTURE) return null
  const draft = path.join(outside.files.uploads, randomUUID())
  try {
    await pipeline(await zip.read(picture.entry), createWriteStream(draft, { mode: 0o600 }))
    if (!apply) return randomUUID()
    const sha256 = createHash('sha256')
      .update(await readFile(draft))
      .digest('hex')
    const file = await uploadFile(ctx, outside, { path: draft, name: picture.name, size, sha256 }, { keep: true })
    return file.id
  } catch (error) {
    if (error instanceof AppError && error.code !== 'quota_exceeded') return null
    throw error
  } finally {
    for (const suffix of ['', '.clean', '.small']) await rm(draft + suffix, { force: true })
  }
}
