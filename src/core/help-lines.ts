export interface HelpLine {
  /** ISO 3166-1 alpha-2; null for everywhere. */
  country: string | null
  name: string
  phone: string | null
  url: string
}

interface Country {
  /** What is called when a life is in danger. */
  emergency: string
  line: Omit<HelpLine, 'country'>
  /** IANA zones, or their beginnings. */
  zones: string
}

const of = (emergency: string, name: string, phone: string, url: string, zones: string): Country => ({
  emergency,
  line: { name, phone, url },
  zones,
})

/** National lines as each publishes them on its own site. Where a country is missing, the directories of all lines are told. */
const COUNTRIES: Record<string, Country> = {
  US: of(
    '911',
    '988 Suicide & Crisis Lifeline',
    '988',
    'https://988lifeline.org',
    'America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Detroit America/Boise America/Anchorage America/Juneau America/Sitka America/Nome America/Adak America/Indiana/ America/Kentucky/ America/North_Dakota/ America/Menominee Pacific/Honolulu US/',
  ),
  CA: of(
    '911',
    '9-8-8 Suicide Crisis Helpline',
    '988',
    'https://988.ca',
    'America/Toronto America/Montreal America/Vancouver America/Edmonton America/Winnipeg America/Regina America/Halifax America/Moncton America/St_Johns America/Whitehorse America/Yellowknife America/Iqaluit Canada/',
  ),
  MX: of(
    '911',
    'Línea de la Vida',
    '800 911 2000',
    'https://www.gob.mx/conasama',
    'America/Mexico_City America/Cancun America/Monterrey America/Tijuana America/Merida',
  ),
  BR: of(
    '192',
    'CVV',
    '188',
    'https://cvv.org.br',
    'America/Sao_Paulo America/Bahia America/Fortaleza America/Recife America/Manaus America/Belem America/Cuiaba',
  ),
  GB: of('999', 'Samaritans', '116 123', 'https://www.samaritans.org', 'Europe/London Europe/Belfast GB'),
  IE: of('112', 'Samaritans Ireland', '116 123', 'https://www.samaritans.org/ireland', 'Europe/Dublin Eire'),
  DE: of('112', 'TelefonSeelsorge', '116 123', 'https://www.telefonseelsorge.de', 'Europe/Berlin Europe/Busingen'),
  AT: of('112', 'Telefonseelsorge', '142', 'https://www.telefonseelsorge.at', 'Europe/Vienna'),
  CH: of('112', 'Die Dargebotene Hand', '143', 'https://www.143.ch', 'Europe/Zurich'),
  FR: of('112', '3114', '3114', 'https://3114.fr', 'Europe/Paris'),
  ES: of(
    '112',
    'Línea 024',
    '024',
    'https://www.sanidad.gob.es/linea024',
    'Europe/Madrid Atlantic/Canary Africa/Ceuta',
  ),
  NL: of('112', '113 Zelfmoordpreventie', '113', 'https://www.113.nl', 'Europe/Amsterdam'),
  BE: of('112', 'Zelfmoordlijn', '1813', 'https://www.zelfmoord1813.be', 'Europe/Brussels'),
  SE: of('112', 'Självmordslinjen', '90101', 'https://mind.se', 'Europe/Stockholm'),
  NO: of('112', 'Mental Helse Hjelpetelefonen', '116 123', 'https://mentalhelse.no', 'Europe/Oslo'),
  DK: of('112', 'Livslinien', '70 201 201', 'https://www.livslinien.dk', 'Europe/Copenhagen'),
  FI: of('112', 'MIELI Crisis Helpline', '09 2525 0111', 'https://mieli.fi', 'Europe/Helsinki'),
  IN: of('112', 'Tele-MANAS', '14416', 'https://telemanas.mohfw.gov.in', 'Asia/Kolkata Asia/Calcutta'),
  JP: of('119', 'Yorisoi Hotline', '0120-279-338', 'https://www.since2011.net/yorisoi', 'Asia/Tokyo Japan'),
  KR: of('119', 'Suicide prevention line', '109', 'https://www.129.go.kr', 'Asia/Seoul'),
  SG: of('995', 'Samaritans of Singapore', '1767', 'https://www.sos.org.sg', 'Asia/Singapore'),
  AU: of('000', 'Lifeline', '13 11 14', 'https://www.lifeline.org.au', 'Australia/'),
  NZ: of('111', '1737, need to talk?', '1737', 'https://1737.org.nz', 'Pacific/Auckland Pacific/Chatham NZ'),
  ZA: of('112', 'SADAG Suicide Crisis Helpline', '0800 567 567', 'https://www.sadag.org', 'Africa/Johannesburg'),
}

const EVERYWHERE: HelpLine[] = [
  { country: null, name: 'Find a Helpline', phone: null, url: 'https://findahelpline.com' },
  { country: null, name: 'Befrienders Worldwide', phone: null, url: 'https://www.befrienders.org' },
]

/** Told where nobody knows the country: the lines of most people who write English. */
const WIDEST = ['US', 'GB']

export interface Help {
  message: string
  lines: HelpLine[]
}

/** Whom to call: where somebody is by their zone, then where their language says they are from, and the directories of all lines. */
export function helpLines(zone: string, locale: string): Help {
  const here = Object.keys(COUNTRIES).find((code) =>
    COUNTRIES[code]?.zones.split(' ').some((name) => (name.endsWith('/') ? zone.startsWith(name) : zone === name)),
  )
  const home = /[-_]([A-Z]{2})$/.exec(locale)?.[1]
  const codes = [...new Set([here, home].filter((code) => code !== undefined))]
  const national = linesOf(codes)
  const emergency = COUNTRIES[codes[0] ?? '']?.emergency ?? '112, or the emergency number of your country,'
  return { message: message(emergency), lines: [...(national.length > 0 ? national : linesOf(WIDEST)), ...EVERYWHERE] }
}

/** The same as a text, each line on one of its own. */
export function spokenHelp({ message, lines }: Help): string {
  const countries = new Intl.DisplayNames('en', { type: 'region' })
  const each = lines.map(({ country, name, phone, url }) => {
    const where = country === null ? 'anywhere' : (countries.of(country) ?? country)
    return `• ${where}: ${[name, phone, url].filter((part) => part !== null).join(', ')}`
  })
  return [message, ...each, 'You do not have to go through this alone.'].join('\n')
}

const linesOf = (codes: readonly string[]): HelpLine[] =>
  codes.flatMap((country) => {
    const known = COUNTRIES[country]
    return known ? [{ country, ...known.line }] : []
  })

const message = (emergency: string) =>
  `What you write sounds very heavy, and nobody has to carry that alone. If you might act on it or are in danger, call ${emergency} now. These people listen, and somebody you trust would want to know as well.`
