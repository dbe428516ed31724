import { z } from 'zod'

export const GraphQLRequest = z.strictObject(
  {
    query: z.string().min(1).max(50_000),
    variables: z.record(z.string().max(100), z.unknown()).nullish(),
    operationName: z.string().max(200).nullish(),
    extensions: z.record(z.string().max(100), z.unknown()).nullish(),
  },
  { error: (issue) => (Array.isArray(issue.input) ? 'one question at a time: batches are not answered' : undefined) },
)
