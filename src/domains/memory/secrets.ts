/**
 * Whether a text holds what nobody should keep in the clear: card numbers and IBANs by their check digits, social security numbers,
 * passwords, PINs, keys and tokens. In doubt it does.
 */
export const holdsSecret = (text: string): boolean =>
  PATTERNS.some((pattern) => pattern.test(text)) || holdsCard(text) || holdsIban(text)

const PATTERNS: readonly RegExp[] = [
  /\b(?:pass ?(?:word|code|phrase)|passwd|pwd|pin(?: ?code| number)?|cvv|cvc|security code|secret (?:key|question|answer)|(?:api|access|private|encryption|recovery|licen[cs]e) ?(?:key|code|token)|seed phrase|recovery phrase|otp|2fa code|login)s?\b.{0,30}?(?:\bis\b|\bare\b|'s\b|=|:)/i,
  /\b(?:pass ?(?:word|code|phrase)|pin|cvv|cvc)\b.{0,12}\d/i,
  /\b\d{3}-\d{2}-\d{4}\b/,
  /\b(?:sk|pk|rk|ghp|gho|github_pat|glpat|xox[abprs]|AKIA|ASIA|AIza|ya29|whsec|eyJ[\w-]{8,}\.eyJ)[\w.-]{8,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])\w{24,}\b/,
]

/** Thirteen to nineteen digits whose Luhn sum (ISO/IEC 7812-1) comes out. */
function holdsCard(text: string): boolean {
  const candidates = text.match(/\b\d(?:[ -]?\d){12,18}\b/g) ?? []
  return candidates.some((one) => luhn(one.replaceAll(/\D/g, '')))
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** Whose remainder by 97 is 1 (ISO 13616). */
function holdsIban(text: string): boolean {
  const candidates = text.toUpperCase().match(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g) ?? []
  return candidates.some((one) => {
    const plain = one.replaceAll(' ', '')
    const digits = `${plain.slice(4)}${plain.slice(0, 4)}`.replaceAll(
      /[A-Z]/g,
      (letter) => `${letter.charCodeAt(0) - 55}`,
    )
    return BigInt(digits) % 97n === 1n
  })
}
