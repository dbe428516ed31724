import { entity } from '#core/entity.ts'
import { daily, during } from '#core/messages.ts'
import type { Module } from '#core/module.ts'
import { StudySessionChanged, TopicCompleted } from '#domains/courses/courses.events.ts'
import { FlashcardReviewed } from '#domains/flashcards/flashcards.events.ts'
import { followReview, followSession, followTopic } from './evidence.service.ts'
import { REMEMBER, rememberAll } from './remembering.service.ts'
import { skillsRoutes } from './skills.routes.ts'
import { NewSkill, Skill, SkillPatch } from './skills.schema.ts'
import { createSkill, deleteSkill, loadSkills, restoreSkill, updateSkill } from './skills.service.ts'
import { skills } from './skills.tables.ts'
import { skillsTools } from './skills.tools.ts'
import { evidenceRoutes, standingRoutes } from './standing.routes.ts'

export const skillsModule: Module = {
  name: 'skills',
  tags: {
    skills: 'What somebody can do: a tree that grows by practice, fades without it, and tells what to learn next',
  },
  routes: [skillsRoutes, standingRoutes, evidenceRoutes],
  tools: skillsTools,
  entities: [
    entity({
      name: 'skill',
      path: '/skills',
      table: skills,
      item: Skill,
      input: NewSkill,
      patch: SkillPatch,
      search: ({ name, description, category }) => ({
        title: name,
        text: description,
        tags: category === null ? [] : [category],
      }),
      load: loadSkills,
      create: createSkill,
      update: updateSkill,
      remove: deleteSkill,
      restore: restoreSkill,
    }),
  ],
  during: [
    during(TopicCompleted, followTopic),
    during(StudySessionChanged, followSession),
    during(FlashcardReviewed, followReview),
  ],
  // Several times, because evening comes to each zone at another one.
  jobs: [daily(REMEMBER, '23 */3 * * *', rememberAll)],
}
