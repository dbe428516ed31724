export const UNPLACED_CODES = ['no_time', 'deadline', 'fragmented', 'dependency', 'not_yet', 'planned'] as const
export type UnplacedCode = (typeof UNPLACED_CODES)[number]
