import type { z } from 'zod'
import { AppError, type FieldError } from './errors.ts'

type Issue = z.core.$ZodIssue

const MOST_ERRORS = 20
const MOST_CHARACTERS = 300

/** Reads one part of a request (`body`, `querystring` …) by its schema, or refuses it and names every field that is wrong. */
export function validator(schema: z.ZodType, part: string | undefined) {
  return (data: unknown) => {
    const parsed = schema.safeParse(data)
    if (parsed.success) return { value: parsed.data }
    const errors = parsed.error.issues.flatMap((issue) => fieldErrors(issue, part ?? 'body')).slice(0, MOST_ERRORS)
    const first = errors[0]
    const detail =
      errors.length === 1 && first
        ? `${first.path}: ${first.message}`
        : `${errors.length} fields are not valid; each is named under errors`
    return { error: new AppError('invalid_input', detail, { errors }) }
  }
}

function fieldErrors(issue: Issue, part: string): FieldError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'Unrecognized: leave it out' }))
  return [{ path: issue.path.join('.') || part, message: messageOf(issue) }]
}

/** An instant with an offset is one too, elsewhere: so the refusal shows what is meant. */
const FORMATS: Record<string, string> = {
  datetime: 'an instant in UTC such as 2027-03-01T09:00:00Z',
  date: 'a day such as 2027-03-01',
}

/** Where several forms are allowed and none fits, what each of them lacks. */
function messageOf(issue: Issue): string {
  if (issue.code === 'invalid_format') {
    const form = FORMATS[issue.format]
    return form !== undefined && issue.message.startsWith('Invalid ISO')
      ? `${issue.message}: send ${form}`
      : issue.message
  }
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message
  const forms = issue.errors.map((issues) =>
    issues.map((one) => [one.path.join('.'), messageOf(one)].filter(Boolean).join(': ')).join(', '),
  )
  const message = `None of the allowed forms fits. ${[...new Set(forms)].join('; or ')}`
  return message.length > MOST_CHARACTERS ? `${message.slice(0, MOST_CHARACTERS)}…` : message
}
