import { readFileSync } from 'node:fs'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { PROVIDER_NAMES } from '#core/ai/names.ts'

const optional = z.string().trim().min(1).nullable().default(null)
const http = z.url({
  protocol: /^https?$/,
  hostname: /./,
  error: 'must be an address: https://host or http://host:port',
})
const url = http.nullable().default(null)
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
/** What browsers send as Origin, which is compared letter by letter; apps in a shell have schemes of their own. */
const Origin = z
  .string()
  .regex(/^(\*|[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+)$/, 'each must be an origin without a path: https://app.example.org')
/** Names of ranges that the web framework knows, beside addresses and networks. */
const PROXY_RANGES = ['loopback', 'linklocal', 'uniquelocal']
const TrustedProxy = z
  .string()
  .refine(
    (text) => PROXY_RANGES.includes(text) || ipaddr.isValid(text) || ipaddr.isValidCIDR(text),
    'each must be an address or a network: 10.0.0.0/8',
  )
/** Over TLS, or on the same machine: whoever stands between could sign anybody in. */
const Issuer = http.refine(
  (text) => /^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1\])([:/]|$))/.test(text),
  'must be an https address, or http on the same machine',
)
const port = z.coerce.number().int().min(0).max(65_535)

/** What Google hands out for a service account, as far as it is needed. */
const ServiceAccount = z.object({
  project_id: z.string().min(1),
  client_email: z.string().min(1),
  private_key: z.string().startsWith('-----BEGIN'),
  token_uri: z.url().default('https://oauth2.googleapis.com/token'),
})

const TrustedIssuer = z.strictObject({
  issuer: http,
  audience: z.string().min(1),
  jwksUri: http.optional(),
  algorithms: z.array(z.string()).min(1).optional(),
})

/** US dollars for a million tokens. */
const Price = z.strictObject({ input: z.number().min(0), output: z.number().min(0) })

/** Every setting, its default and its shape. `.env.example` explains each; a test holds the two together. */
const Settings = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: http
    .refine((text) => !/[?#]|\/\/[^/]*@/.test(text), 'must have nothing behind its path, and no password')
    .nullable()
    .default(null),
  STAGE: z.enum(['development', 'test', 'production']).default('development'),
  DATA_DIR: z.string().trim().min(1).default('./data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .nullable()
    .default(null),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  FILES_QUOTA_MB: z.coerce.number().int().min(0).max(10_000_000).default(1_000),
  S3_ENDPOINT: url,
  S3_BUCKET: optional,
  S3_REGION: z.string().trim().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, hostname: /./ })
    .nullable()
    .default(null),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  CORS_ORIGINS: list.pipe(z.array(Origin)),
  TRUSTED_PROXIES: list.pipe(z.array(TrustedProxy)),
  EGRESS_ALLOW: list,
  RATE_LIMIT_SCALE: z.coerce.number().min(0.01).max(1_000_000).default(1),
  ADMIN_EMAIL: z.email().nullable().default(null),
  ADMIN_PASSWORD: z
    .string()
    .trim()
    .min(8, 'must have at least 8 characters')
    .refine((text) => Buffer.byteLength(text) <= 72, 'must have at most 72 bytes')
    .nullable()
    .default(null),
  ADMIN_TWO_FACTOR: z.enum(['optional', 'required']).default('optional'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, hostname: /./ })
    .nullable()
    .default(null),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be an address: Almanac <almanac@example.org>',
    )
    .default('Almanac <almanac@localhost>'),
  FCM_SERVICE_ACCOUNT: z
    .string()
    .nullable()
    .default(null)
    .transform((text, context) => {
      if (text === null) return null
      try {
        return ServiceAccount.parse(JSON.parse(text))
      } catch {
        context.addIssue({ code: 'custom', message: "must be the JSON key of Google's service account" })
        return z.NEVER
      }
    }),
  FCM_URL: http.default('https://fcm.googleapis.com'),
  EXPO_URL: http.default('https://exp.host'),
  EXPO_ACCESS_TOKEN: optional,
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  OIDC_ISSUER: Issuer.nullable().default(null),
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  FIREBASE_PROJECT_ID: optional,
  SUPABASE_URL: url,
  COGNITO_ISSUER: url,
  COGNITO_CLIENT_ID: optional,
  TRUSTED_ISSUERS: z
    .string()
    .default('[]')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON: [{"issuer":"https://…","audience":"…"}]' })
        return z.NEVER
      }
    })
    .pipe(z.array(TrustedIssuer)),
  BILLING: z.enum(['on', 'off']).nullable().default(null),
  BILLING_TRIAL_DAYS: z.coerce.number().int().min(0).max(365).default(7),
  STRIPE_SECRET_KEY: optional,
  STRIPE_WEBHOOK_SECRET: list,
  STRIPE_PRICE_PREMIUM_MONTHLY: optional,
  STRIPE_PRICE_PREMIUM_YEARLY: optional,
  STRIPE_API_URL: http.default('https://api.stripe.com'),
  STRIPE_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(20).default(8),
  OPEN_METEO_URL: http.default('https://api.open-meteo.com'),
  OPEN_METEO_GEOCODING_URL: http.default('https://geocoding-api.open-meteo.com'),
  OPEN_METEO_API_KEY: optional,
  TICKETMASTER_URL: http.default('https://app.ticketmaster.com'),
  TICKETMASTER_API_KEY: optional,
  OUTSIDE_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(30).default(6),
  AI_PROVIDERS: list.pipe(z.array(z.enum(PROVIDER_NAMES))),
  AI_SPEECH: list,
  AI_TRANSCRIPTION: list,
  AI_IMAGES: list,
  AI_EMBEDDINGS: optional,
  AI_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(40).default(20),
  AI_DAILY_TOKENS: z.coerce.number().int().min(0).default(200_000),
  AI_MONTHLY_CENTS: z.coerce.number().int().min(0).default(0),
  AI_PREMIUM_DAILY_TOKENS: z.coerce.number().int().min(0).nullable().default(null),
  AI_PREMIUM_MONTHLY_CENTS: z.coerce.number().int().min(0).nullable().default(null),
  AI_PRICES: z
    .string()
    .default('{}')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON: {"model":{"input":1,"output":5}}' })
        return z.NEVER
      }
    })
    .pipe(z.record(z.string(), Price)),
  ANTHROPIC_API_KEY: optional,
  ANTHROPIC_BASE_URL: url,
  ANTHROPIC_MODEL: optional,
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: url,
  OPENAI_MODEL: optional,
  GEMINI_API_KEY: optional,
  GEMINI_BASE_URL: url,
  GEMINI_MODEL: optional,
  GROQ_API_KEY: optional,
  GROQ_BASE_URL: url,
  GROQ_MODEL: optional,
  OLLAMA_API_KEY: optional,
  OLLAMA_BASE_URL: url,
  OLLAMA_MODEL: z.string().trim().min(1).default('mistral'),
  VLLM_API_KEY: optional,
  VLLM_BASE_URL: url,
  VLLM_MODEL: optional,
  COMPATIBLE_API_KEY: optional,
  COMPATIBLE_BASE_URL: url,
  COMPATIBLE_MODEL: optional,
})

export type Settings = z.infer<typeof Settings>
export const SETTING_NAMES = Object.keys(Settings.shape)

export interface Config extends Settings {
  /** Where clients reach this server, without a trailing slash: issuer of tokens and base of every link in a mail. */
  publicUrl: string
}

/**
 * Reads the whole configuration once. `NAME_FILE` names a file that holds the value of `NAME` (a mounted secret).
 * Throws one error that names every wrong setting and what it should be.
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const raw = Object.fromEntries(SETTING_NAMES.map((name) => [name, setting(env, name)]))
  const parsed = Settings.safeParse(raw)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`)
    throw new Error(`The configuration is wrong:\n${lines.join('\n')}\nSee .env.example for what each setting means.`)
  }
  const config = parsed.data
  requireTogether(config, 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET')
  requireTogether(config, 'COGNITO_ISSUER', 'COGNITO_CLIENT_ID')
  requireTogether(config, 'OIDC_ISSUER', 'OIDC_CLIENT_ID')
  for (const name of ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const)
    requireTogether(config, 'S3_ENDPOINT', name)
  requireTogether(config, 'ADMIN_EMAIL', 'ADMIN_PASSWORD')
  if (config.OIDC_CLIENT_SECRET !== null) requireTogether(config, 'OIDC_CLIENT_SECRET', 'OIDC_ISSUER')
  for (const name of ['STRIPE_PRICE_PREMIUM_MONTHLY', 'STRIPE_PRICE_PREMIUM_YEARLY'] as const)
    requireTogether(config, 'STRIPE_SECRET_KEY', name)
  const publicUrl = (
    config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${config.PORT}`
  ).replace(/\/+$/, '')
  return { ...config, publicUrl }
}

function setting(env: Record<string, string | undefined>, name: string): string | undefined {
  const file = env[`${name}_FILE`]
  if (!file) return env[name]?.trim() === '' ? undefined : env[name]
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Error(`The configuration is wrong:\n  ${name}_FILE: cannot read ${file}`)
  }
}

function requireTogether(config: Settings, a: keyof Settings, b: keyof Settings) {
  if ((config[a] === null) !== (config[b] === null)) {
    throw new Error(`The configuration is wrong:\n  ${String(a)} and ${String(b)} must be set together`)
  }
}
