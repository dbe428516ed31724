import { analyzeNote } from './analyzing.ai.ts'
import { expandNote } from './expanding.ai.ts'
import { generateNote } from './generating.ai.ts'
import { improveNote } from './improving.ai.ts'
import { linkNote } from './linking.ai.ts'
import { placeNote } from './placing.ai.ts'
import { summarizeNote } from './summarizing.ai.ts'
import { tagNote } from './tagging.ai.ts'

/** What can be asked about notes; what takes a page out of the web stands for itself, because it needs to get there. */
export const noteFeatures = [
  expandNote,
  summarizeNote,
  improveNote,
  tagNote,
  placeNote,
  linkNote,
  generateNote,
  analyzeNote,
]
