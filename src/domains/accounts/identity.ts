/** A person as another issuer knows them. (`issuer`, `subject`) names them for ever; an e-mail address does not. */
export interface ExternalIdentity {
  issuer: string
  subject: string
  email: string | null
  /** Only the issuer's own claim counts. Never match accounts by an address that is not verified. */
  emailVerified: boolean
  name: string | null
  picture: string | null
}

/**
 * Reads the standard claims (OpenID Connect Core 1.0 §5.1) of an already verified token. Null when the subject is missing
 * or longer than the 255 characters the standard allows; any other claim of a wrong shape or size counts as absent.
 */
export function identityFrom(issuer: string, claims: Record<string, unknown>): ExternalIdentity | null {
  const { sub: subject, email: address, email_verified: verified, picture: link } = claims
  if (typeof subject !== 'string' || subject === '' || subject.length > 255) return null
  const email = text(address, 254)
  const picture = text(link, 2_000)
  return {
    issuer,
    subject,
    email: email !== null && EMAIL.test(email) ? email : null,
    // Some issuers (Cognito's userinfo) write the boolean as text.
    emailVerified: verified === true || verified === 'true',
    name: text(claims.name, 200),
    picture: picture !== null && /^https:\/\//.test(picture) ? picture : null,
  }
}

const EMAIL = /^[^\s@]+@[^\s@]+$/

function text(value: unknown, maxLength: number): string | null {
  if (typeof value !== 'string' || /\p{Cc}/u.test(value)) return null
  const trimmed = value.trim()
  return trimmed === '' || trimmed.length > maxLength ? null : trimmed
}
