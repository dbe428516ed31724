import { goneOf } from '#core/ai/feature-routes.ts'
import { ifMatch } from '#core/conditional.ts'
import { takeForms } from '#core/files/form.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './notes.schema.ts'
import * as service from './notes.service.ts'
import { createVoiceNote, transcribeNote } from './voice.service.ts'

const { Note } = schema
const tags = ['notes']

export const notesRoutes: Routes = async (app) => {
  app.get(
    '/notes',
    {
      schema: {
        operationId: 'listNotes',
        summary: 'List notes',
        description: 'How each begins; the whole of one is read by its id.',
        tags,
        querystring: schema.NoteQuery,
        response: { 200: schema.NotePage },
      },
    },
    (req) => service.listNotes(userCtx(req), req.query),
  )

  app.post(
    '/notes',
    {
      schema: {
        operationId: 'createNote',
        summary: 'Write a note',
        tags,
        body: schema.NewNote,
        response: { 201: Note },
      },
    },
    async (req, reply) => created(req, reply, await service.createNote(userCtx(req), req.body)),
  )

  app.get(
    '/notes/tags',
    {
      schema: {
        operationId: 'listNoteTags',
        summary: 'List the tags of your notes',
        description: 'With how many notes have each, the most used first.',
        tags,
        response: { 200: schema.NoteTags },
      },
    },
    (req) => service.listNoteTags(userCtx(req)),
  )

  app.get(
    '/notes/:id',
    { schema: { operationId: 'getNote', summary: 'Read a note', tags, params: IdParams, response: { 200: Note } } },
    (req) => service.getNote(userCtx(req), req.params.id),
  )

  app.get(
    '/notes/:id/links',
    {
      schema: {
        operationId: 'listNoteLinks',
        summary: 'List what a note leads to, and what leads to it',
        description:
          'By `[[Title]]` in their content, whatever the case. Of several notes of one title the newest is meant.',
        tags,
        params: IdParams,
        response: { 200: schema.NoteLinks },
      },
    },
    (req) => service.linksOfNote(userCtx(req), req.params.id),
  )

  app.patch(
    '/notes/:id',
    {
      schema: {
        operationId: 'updateNote',
        summary: 'Change a note',
        description: 'An absent field keeps its value, null clears it. What it said before is in its history.',
        tags,
        params: IdParams,
        body: schema.NotePatch,
        response: { 200: Note },
      },
    },
    (req) => service.updateNote(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/notes/:id',
    {
      schema: {
        operationId: 'deleteNote',
        summary: 'Move a note to the trash',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteNote(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}

export const voiceNotesRoutes: Routes = async (app) => {
  const { reach } = app.platform
  await takeForms(app)

  app.post(
    '/notes/voice',
    {
      config: { time: true },
      schema: {
        operationId: 'createVoiceNote',
        summary: 'Speak a note',
        description:
          'Keeps the recording as a file, and writes down what is said where this server can: `transcriptStatus` tells. What was misheard you correct by changing `transcript`.',
        tags,
        consumes: ['multipart/form-data'],
        body: schema.VoiceNoteForm,
        response: { 201: Note },
      },
    },
    async (req, reply) => {
      const note = await createVoiceNote(userCtx(req), reach, req.body, goneOf(reply))
      reply.code(201).header('location', `/api/notes/${note.id}`)
      return note
    },
  )

  app.post(
    '/notes/:id/transcribe',
    {
      config: { time: true },
      schema: {
        operationId: 'transcribeNote',
        summary: 'Write down what a voice note says, once more',
        tags,
        params: IdParams,
        response: { 200: Note },
      },
    },
    (req, reply) => transcribeNote(userCtx(req), reach, req.params.id, goneOf(reply)),
  )
}
