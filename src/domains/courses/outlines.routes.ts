import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { NewOutline } from './outlines.schema.ts'
import { acceptOutline } from './outlines.service.ts'
import { CourseOutline } from './parts.schema.ts'

export const outlinesRoutes: Routes = async (app) => {
  app.post(
    '/courses/outlines/accept',
    {
      schema: {
        operationId: 'acceptCourseOutline',
        summary: 'Make a course of a proposed outline',
        description:
          'Takes `course` of the answer of `/api/ai/courses/outline`, as it is or as you have changed it. The course is there with all of its modules and topics, or not at all.',
        tags: ['courses'],
        body: NewOutline,
        response: { 201: CourseOutline },
      },
    },
    async (req, reply) => {
      const outline = await acceptOutline(userCtx(req), req.body)
      reply.code(201).header('location', `/api/courses/${outline.course.id}`)
      return outline
    },
  )
}
