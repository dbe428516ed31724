import { entity } from '#core/entity.ts'
import type { Module } from '#core/module.ts'
import { holds } from '#domains/billing/holdings.service.ts'
import { aiCourseIds } from './courses.queries.ts'
import { coursesRoutes } from './courses.routes.ts'
import { Course, CoursePatch, NewCourse } from './courses.schema.ts'
import { createCourse, deleteCourse, loadCourses, restoreCourse, updateCourse } from './courses.service.ts'
import { courseModules, courses, courseTopics } from './courses.tables.ts'
import { coursesTools } from './courses.tools.ts'
import { modulesRoutes } from './modules.routes.ts'
import { createModule, deleteModule, loadModules, restoreModule, updateModule } from './modules.service.ts'
import { outlinesRoutes } from './outlines.routes.ts'
import * as parts from './parts.schema.ts'
import { sessionsRoutes } from './sessions.routes.ts'
import { NewStudySession, StudySession, StudySessionPatch } from './sessions.schema.ts'
import { createSession, deleteSession, loadSessions, restoreSession, updateSession } from './sessions.service.ts'
import { studySessions } from './sessions.tables.ts'
import { sessionsTools } from './sessions.tools.ts'
import { topicsRoutes } from './topics.routes.ts'
import { createTopic, deleteTopic, loadTopics, restoreTopic, updateTopic } from './topics.service.ts'

export const coursesModule: Module = {
  name: 'courses',
  tags: {
    courses: 'What is learned, step by step: modules and topics in their order, and how far they have come',
    'study-sessions': 'Time spent on learning, measured by a timer or logged afterwards',
  },
  routes: [coursesRoutes, outlinesRoutes, modulesRoutes, topicsRoutes, sessionsRoutes],
  tools: [...coursesTools, ...sessionsTools],
  start: async () => holds('ai_courses', { idsOf: aiCourseIds }),
  entities: [
    entity({
      name: 'course',
      path: '/courses',
      table: courses,
      item: Course,
      input: NewCourse,
      patch: CoursePatch,
      search: ({ title, description, tags }) => ({ title, text: description, tags }),
      load: loadCourses,
      create: createCourse,
      update: updateCourse,
      remove: deleteCourse,
      restore: restoreCourse,
    }),
    entity({
      name: 'course_module',
      path: '/course-modules',
      tag: 'courses',
      table: courseModules,
      item: parts.CourseModule,
      input: parts.NewCourseModule,
      patch: parts.CourseModulePatch,
      search: ({ title, description }) => ({ title, text: description }),
      load: loadModules,
      create: createModule,
      update: updateModule,
      remove: deleteModule,
      restore: restoreModule,
    }),
    entity({
      name: 'course_topic',
      path: '/course-topics',
      tag: 'courses',
      table: courseTopics,
      item: parts.CourseTopic,
      input: parts.NewCourseTopic,
      patch: parts.CourseTopicPatch,
      search: ({ title, content }) => ({ title, text: content }),
      load: loadTopics,
      create: createTopic,
      update: updateTopic,
      remove: deleteTopic,
      restore: restoreTopic,
    }),
    entity({
      name: 'study_session',
      path: '/study-sessions',
      table: studySessions,
      item: StudySession,
      input: NewStudySession,
      patch: StudySessionPatch,
      load: loadSessions,
      create: createSession,
      update: updateSession,
      remove: deleteSession,
      restore: restoreSession,
    }),
  ],
}
