import { diagnoseProject } from './health.ai.ts'
import { proposeTasks } from './planning.ai.ts'
import { findRisks } from './risks.ai.ts'

/** What can be asked about projects. */
export const projectFeatures = [diagnoseProject, proposeTasks, findRisks]
