import type { Makers, Scene, Setups } from '../scene.ts'

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

const running = async ({ ann }: Scene) => ({ params: { id: (await ann.post('/study-sessions/start')).body.id } })

export const setups: Setups = {
  pauseStudySession: running,
  finishStudySession: running,
  resumeStudySession: async (scene) => {
    const open = await running(scene)
    await scene.ann.post(`/study-sessions/${open.params.id}/pause`)
    return open
  },
}
