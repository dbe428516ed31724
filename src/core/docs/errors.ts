import { STATUS_CODES } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { AppError, ERROR_STATUS, type ErrorCode } from '../errors.ts'
import { html, json, prose, sendPage } from './page.ts'
import { ERROR_CODES, EXPLANATIONS, exampleProblem } from './problems.ts'

const hidden = { schema: { hide: true }, config: { public: true } } as const

/** Where the `type` of a problem leads: a page for each code, and a list of them. */
export async function answerErrorPages(app: FastifyInstance) {
  const { publicUrl } = app.platform.config
  app.get('/docs/errors', hidden, async (_, reply) => {
    const rows = ERROR_CODES.map(
      (code) =>
        html`<tr><td>${ERROR_STATUS[code]}</td><td><a href="errors/${code}">${code}</a></td><td>${prose(EXPLANATIONS[code].means)}</td></tr>\n`,
    )
    const table = html`<table><tr><th>Status</th><th>Code</th><th>Meaning</th></tr>\n${rows}</table>`
    const intro = prose(
      'Every failing request is answered with a problem document (RFC 9457, `application/problem+json`). Decide by `code`; show `detail` to people.',
    )
    return sendPage(reply, 'Errors', 0, html`<p>${intro}</p>\n${table}`)
  })
  app.get<{ Params: { code: string } }>('/docs/errors/:code', hidden, async (request, reply) => {
    const code = ERROR_CODES.find((known) => known === request.params.code)
    if (code === undefined) throw new AppError('not_found', 'No error has this code. All of them: /docs/errors')
    return sendPage(reply, `${ERROR_STATUS[code]} ${code}`, 1, explained(code, publicUrl))
  })
}

function explained(code: ErrorCode, publicUrl: string) {
  const { means, remedy } = EXPLANATIONS[code]
  const status = ERROR_STATUS[code]
  return html`<p>HTTP ${status} ${STATUS_CODES[status] ?? ''}</p>
<h2>What it means</h2>
<p>${prose(means)}</p>
<h2>What to do</h2>
<p>${prose(remedy)}</p>
<h2>How it looks</h2>
${json(exampleProblem(code, publicUrl))}`
}
