import type { Makers, Scene, Setups } from '../scene.ts'

async function aLog({ make, ann }: Scene) {
  const metric = await make('/metrics')
  return (await ann.post(`/metrics/${metric.id}/logs`, { value: 72.4 })).body
}

/** Logs are created within their metric. */
export const makers: Makers = { '/metric-logs': aLog }

export const setups: Setups = {
  restoreMetricLog: async (scene) => {
    const { id, metricId } = await aLog(scene)
    await scene.ann.delete(`/metrics/${metricId}/logs/${id}`)
    return { params: { id } }
  },
  // One value answers 201, many answer 200.
  logMetric: async ({ exampleOf }) => ({ body: { logs: [exampleOf('logMetric')] } }),
}
