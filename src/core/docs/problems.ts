import { STATUS_CODES } from 'node:http'
import { ERROR_STATUS, type ErrorCode } from '../errors.ts'

interface Explanation {
  /** What the server found. */
  means: string
  /** What the caller changes. */
  remedy: string
  /** A sentence as the server would say it. */
  detail: string
  errors?: { path: string; message: string }[]
}

/** What each code means and what to do about it: the pages under `/docs/errors` and the examples of the API description. */
export const EXPLANATIONS: Record<ErrorCode, Explanation> = {
  invalid_input: {
    means: 'The request was understood, but a field, a parameter or a header has a value that is not allowed.',
    remedy:
      'Read `errors`: each entry names a field by its path and says what is wrong with it. Unknown fields are refused too, so look for typing errors. Sending the same request again does not help.',
    detail: 'title: Too small: expected string to have >=1 characters',
    errors: [{ path: 'title', message: 'Too small: expected string to have >=1 characters' }],
  },
  malformed_json: {
    means: 'The body could not be read as JSON.',
    remedy:
      'Send one JSON value in UTF-8. A request without a body must not carry `Content-Type: application/json`. The keys `__proto__` and `constructor` are refused.',
    detail: 'The body is not valid JSON, or has a key named __proto__ or constructor.',
  },
  unauthenticated: {
    means: 'Nobody is signed in, the token is over or forged, or the credentials are wrong.',
    remedy:
      'Send `Authorization: Bearer <access token or API key>`. When an access token has run out, trade the refresh token for a new pair at `POST /api/auth/refresh`; when that is refused too, sign in again.',
    detail: 'Sign in first.',
  },
  quota_exceeded: {
    means: 'The plan of this account does not include more of this.',
    remedy: 'Delete something, wait until the quota renews, or change the plan. `detail` says which quota it is.',
    detail: 'The free plan includes 5 decks. Delete one or upgrade to add another.',
  },
  payment_failed: {
    means: 'The bank or the card refused a payment. Nothing was changed.',
    remedy: 'Give another means of payment, on the page that `POST /api/subscription/portal` opens, and try again.',
    detail: 'The payment was not made: Your card was declined.',
  },
  forbidden: {
    means: 'It is clear who asks, and they may not do this.',
    remedy:
      'An API key needs the scope that the operation names (`tasks:write`); some operations refuse every key and want a signed-in person.',
    detail: 'This API key needs the scope tasks:write.',
  },
  subscription_limit_exceeded: {
    means:
      'The plan does not include this, or no more of it. `feature` and `limit` say what; `frozen` that the item is beyond the limit.',
    remedy:
      'Upgrade, wait until `resetsAt`, or make room: finish or delete something. What is frozen can be read and deleted, and thaws with room or another plan.',
    detail: 'The free plan includes 2 goals at a time. Upgrade for more.',
  },
  not_found: {
    means: 'There is no such address, or no such item of yours.',
    remedy:
      "Check the id. An item of somebody else, one in the trash and one that never existed are the same answer; look into `GET /api/trash` for what was deleted. When `errors` names a field, it is an id in the request's body that was not found.",
    detail: 'Task not found',
  },
  method_not_allowed: {
    means: 'The address exists, but not with this method.',
    remedy: 'The `Allow` header lists the methods it has.',
    detail: 'This address answers GET, HEAD, POST.',
  },
  not_acceptable: {
    means: 'The answer cannot be given in any form that the Accept header allows.',
    remedy: 'Accept `application/json`, or leave the header out.',
    detail: 'This can be answered as application/json only.',
  },
  conflict: {
    means:
      'The state of things does not allow it: already done, already there, going round in a circle, or being changed.',
    remedy:
      'Read the item again and decide anew. With `Retry-After` the same request may be repeated after that many seconds.',
    detail: 'This task is already done.',
  },
  gone: {
    means: 'It was here and has been removed for good.',
    remedy: 'Forget the address; asking again does not help.',
    detail: 'This link has been used.',
  },
  precondition_failed: {
    means: 'The item has changed since you read it, and `If-Match` asked that it had not.',
    remedy: 'Read it again, repeat your change on what you find, and send its new `ETag` in `If-Match`.',
    detail: 'It has changed since you read it. Read it again, then repeat your change.',
  },
  too_large: {
    means: 'The request is larger than this server takes: 512 KB for JSON.',
    remedy: 'Send less at once: several batches instead of one.',
    detail: 'The body is too large. Send less at once.',
  },
  unsupported_media_type: {
    means: 'The body has a Content-Type that this operation does not read.',
    remedy: 'Send JSON as `Content-Type: application/json`.',
    detail: 'Send the body as application/json.',
  },
  range_not_satisfiable: {
    means: 'The part that `Range` asks for lies behind the end.',
    remedy: '`Content-Range` says how long it is. Ask for bytes before that, or for all of it without `Range`.',
    detail: 'This file has 1024 bytes.',
  },
  unprocessable: {
    means: 'The request is well formed and cannot be carried out as it stands, such as a used Idempotency-Key.',
    remedy: 'Read `detail`. A new request needs a new Idempotency-Key; only an exact repeat may use the old one.',
    detail: 'This Idempotency-Key was used for another request. Use a new key.',
  },
  precondition_required: {
    means: 'This change is only made against a version you have read.',
    remedy: 'Send the `ETag` of your last read in `If-Match`.',
    detail: 'Send If-Match with the version you have read.',
  },
  rate_limited: {
    means: 'Too many requests in too little time, from this account or this address.',
    remedy:
      'Wait as many seconds as `Retry-After` says. `RateLimit` tells with every answer how much of the budget is left; batch operations count as one request.',
    detail: 'Too many requests. Wait a moment, then try again.',
  },
  internal: {
    means: 'Something failed on the server that nobody foresaw.',
    remedy:
      'Try again later. A POST with an Idempotency-Key may be repeated safely. Whoever runs the server finds the reason in its log by `traceId`.',
    detail: 'Something went wrong on our side. The trace id finds it in the log.',
  },
  unavailable: {
    means: 'The server is overloaded, starting, stopping, or cannot reach its database or an outside service.',
    remedy: 'Wait as many seconds as `Retry-After` says and repeat the request. Nothing was changed by it.',
    detail: 'The server is busy. Try again shortly.',
  },
}

export const ERROR_CODES = Object.keys(EXPLANATIONS) as ErrorCode[] // keys of the record above

/** A problem document with this code, as a server at this address would answer it. */
export function exampleProblem(code: ErrorCode, publicUrl: string) {
  const { detail, errors } = EXPLANATIONS[code]
  const status = ERROR_STATUS[code]
  return {
    type: `${publicUrl}/docs/errors/${code}`,
    title: STATUS_CODES[status],
    status,
    code,
    detail,
    instance: '/api/tasks',
    traceId: '0198f3a1-7c00-7000-8000-00000000007f',
    ...(errors && { errors }),
  }
}
