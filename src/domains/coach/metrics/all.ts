import { metricAnomalies } from './anomalies.ai.ts'
import { metricCorrelations } from './correlations.ai.ts'
import { metricHealth } from './health.ai.ts'
import { metricPatterns } from './patterns.ai.ts'
import { suggestMetrics } from './suggest.ai.ts'
import { metricTargets } from './targets.ai.ts'

/** What can be asked about metrics. */
export const metricFeatures = [
  metricPatterns,
  metricAnomalies,
  metricCorrelations,
  metricTargets,
  metricHealth,
  suggestMetrics,
]
