import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import * as schema from './skills.schema.ts'
import * as service from './skills.service.ts'

const { Skill } = schema
const tags = ['skills']
const params = IdParams

export const skillsRoutes: Routes = async (app) => {
  app.get(
    '/skills',
    {
      schema: {
        operationId: 'listSkills',
        summary: 'List skills',
        description: 'Newest first. `GET /skills/tree` tells how each stands.',
        tags,
        querystring: schema.SkillQuery,
        response: { 200: schema.SkillPage },
      },
    },
    (req) => service.listSkills(userCtx(req), req.query),
  )

  app.post(
    '/skills',
    {
      schema: {
        operationId: 'createSkill',
        summary: 'Create a skill',
        description: `There are ${schema.MAX_SKILLS} at most.`,
        tags,
        body: schema.NewSkill,
        response: { 201: Skill },
      },
    },
    async (req, reply) => created(req, reply, await service.createSkill(userCtx(req), req.body)),
  )

  app.get(
    '/skills/:id',
    { schema: { operationId: 'getSkill', summary: 'Read a skill', tags, params, response: { 200: Skill } } },
    (req) => service.getSkill(userCtx(req), req.params.id),
  )

  app.patch(
    '/skills/:id',
    {
      schema: {
        operationId: 'updateSkill',
        summary: 'Change a skill',
        description:
          'An absent field keeps its value, null clears it. A skill that would come before itself is refused with 409; the problem tells the way round, and `path` its ids.',
        tags,
        params,
        body: schema.SkillPatch,
        response: { 200: Skill },
      },
    },
    (req) => service.updateSkill(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/skills/:id',
    {
      schema: {
        operationId: 'deleteSkill',
        summary: 'Move a skill to the trash',
        description: 'What builds on it is no longer kept back by it.',
        tags,
        params,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteSkill(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )
}
