import { type Entity, tagOf } from '#core/entity.ts'
import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './history.schema.ts'
import { listHistory, listTrash, restoreItem } from './history.service.ts'
import { undoChange } from './undo.service.ts'

const tags = ['sync']

/** Every kind of item has a history and a way out of the trash, under its own collection. */
export const historyRoutes: Routes = async (app) => {
  for (const entity of app.platform.entities.values()) {
    const { path } = entity
    const { type, words, tags } = namesOf(entity)
    app.get(
      `${path}/:id/history`,
      {
        schema: {
          operationId: `get${type}History`,
          summary: `Read what happened to a ${words}`,
          description: 'Newest first, with who did it and what each field was before and after; kept for 90 days.',
          tags,
          params: IdParams,
          querystring: schema.HistoryQuery,
          response: { 200: schema.HistoryPage },
        },
      },
      (req) => listHistory(userCtx(req), entity, req.params.id, req.query),
    )

    app.post(
      `${path}/:id/restore`,
      {
        schema: {
          operationId: `restore${type}`,
          summary: `Take a ${words} out of the trash`,
          description: 'What went there with it comes back with it. 409 when it is not in the trash.',
          tags,
          params: IdParams,
          response: { 200: entity.item },
        },
      },
      (req) => restoreItem(userCtx(req), entity, req.params.id),
    )
  }
}

export const trashRoutes: Routes = async (app) => {
  const { entities } = app.platform
  app.get(
    '/trash',
    {
      schema: {
        operationId: 'listTrash',
        summary: 'List what is in the trash',
        description: 'Of all kinds, last deleted first. It is emptied of what has lain there for 30 days.',
        tags,
        querystring: schema.TrashQuery,
        response: { 200: schema.TrashPage },
      },
    },
    (req) => listTrash(userCtx(req), entities, req.query),
  )

  app.post(
    '/changes/:seq/undo',
    {
      schema: {
        operationId: 'undoChange',
        summary: 'Undo one change',
        description:
          'A creation goes to the trash, a deletion comes back, an update gets back the fields it changed. 409 names the fields that a later change touched.',
        tags,
        params: schema.ChangeParams,
        response: { 200: schema.Undone },
      },
    },
    (req) => undoChange(userCtx(req), entities, req.params.seq),
  )
}

function namesOf(entity: Entity) {
  const words = entity.name.split('_')
  const type = words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('')
  return { type, words: words.join(' '), tags: [tagOf(entity)] }
}
