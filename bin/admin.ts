import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type Ctx, ROLES } from '#core/ctx.ts'
import { createLog } from '#core/log.ts'
import { createAdmin, reinstateUser, setRole, suspendUser } from '#domains/accounts/administration.service.ts'
import { rotateKeys } from '#domains/accounts/keys.ts'
import { findByEmail } from '#domains/accounts/users.service.ts'
import { type App, createApp } from '../src/app.ts'
import { parseConfig } from '../src/config.ts'

const USAGE = `Usage: npm run admin -- <command>
  create <email>        make an administrator; the password comes from ADMIN_PASSWORD or from standard input
  role <email> <role>   ${ROLES.join(', ')}; signs the person out
  suspend <email>       shut somebody out at once
  reinstate <email>     let them in again
  rotate-keys           make a new key for access tokens; it signs a few minutes later
The embedded database has room for one process: stop the server first.`

type Work = (app: App, ctx: Ctx) => Promise<string>

/** Each reads its arguments, so that a wrong one is refused before the database is opened. */
const COMMANDS: Record<string, (args: string[]) => Work> = {
  create: ([email = '']) => {
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error(`'${email}' is not an e-mail address`)
    return async ({ platform }, ctx) => {
      const user = await createAdmin(ctx, platform.bus, email, process.env.ADMIN_PASSWORD ?? (await askPassword()))
      return `${user.email} is an administrator.`
    }
  },
  role: ([email = '', name = '']) => {
    const role = ROLES.find((one) => one === name)
    if (role === undefined) throw new Error(`'${name}' is not a role: ${ROLES.join(', ')}`)
    return async ({ platform }, ctx) => {
      await setRole(ctx, platform.bus, await idOf(ctx, email), role)
      return `${email} is ${role} and signs in again.`
    }
  },
  suspend:
    ([email = '']) =>
    async ({ platform }, ctx) => {
      await suspendUser(ctx, platform.bus, await idOf(ctx, email))
      return `${email} is shut out.`
    },
  reinstate:
    ([email = '']) =>
    async (_, ctx) => {
      await reinstateUser(ctx, await idOf(ctx, email))
      return `${email} may sign in again.`
    },
  'rotate-keys': () => async (_, ctx) =>
    `The new key ${await rotateKeys(ctx)} is published and signs in a few minutes.`,
}

/** What the operator of an instance does without an account: `npm run admin -- create ann@example.org`. */
async function main() {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [name = '', ...args] = positionals
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Error(USAGE)
  const work = command(args)
  // These two would make an administrator at the start of the server; here the command says which.
  const config = parseConfig({ ...process.env, ADMIN_EMAIL: undefined, ADMIN_PASSWORD: undefined })
  const app = await createApp(config, { log: createLog('warn') })
  try {
    console.log(await work(app, { ...app.platform.base, actor: null }))
  } finally {
    await app.close()
  }
}

async function idOf(ctx: Ctx, email: string): Promise<string> {
  const user = await findByEmail(ctx, email)
  if (!user) throw new Error(`Nobody has the address ${email}`)
  return user.id
}

/** Typed unseen on a terminal, or the first line of a pipe. */
async function askPassword(): Promise<string> {
  const isTerminal = process.stdin.isTTY
  if (isTerminal) process.stderr.write('Password: ')
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: isTerminal })
  try {
    for await (const line of lines) return line
    throw new Error('Give the password in ADMIN_PASSWORD or on standard input')
  } finally {
    lines.close()
    if (isTerminal) process.stderr.write('\n')
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
