import type { Makers, Scene } from '../scene.ts'

async function aModule({ make, ann }: Scene) {
  const course = await make('/courses')
  return (await ann.post(`/courses/${course.id}/modules`, { title: 'Greetings' })).body
}

/** Modules are created within their course, and topics within their module. */
export const makers: Makers = {
  '/course-modules': aModule,
  '/course-topics': async (scene) => {
    const module = await aModule(scene)
    return (await scene.ann.post(`/course-modules/${module.id}/topics`, { title: 'Ciao' })).body
  },
}
