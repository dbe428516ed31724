import { parseLocal } from '#core/time/civil.ts'
import { formatRule, type ParsedRule, parseRule } from '#core/time/rrule.ts'
import { localOf, resolveLocal } from '#core/time/zones.ts'

/**
 * A rule of ours as other calendars must read it (RFC 5545 §3.3.10): UNTIL in the form that its start asks for, and "the 31st, or
 * the month's last day" spelled with BYSETPOS, because there the 31st of a short month is left out.
 */
export function rfcRule(rrule: string, startLocal: string, zone: string | null): string {
  const rule = parseRule(rrule)
  const clamped = rule.skip === 'backward' ? clampedDays(rule, startLocal) : {}
  return formatRule({ ...rule, ...clamped, skip: 'backward', until: rfcUntil(rule.until, startLocal, zone) })
}

/** A rule of another calendar as one of ours: what it leaves out in short months, ours leaves out too. */
export function ownRule(rrule: string): string {
  const rule = parseRule(rrule)
  const isPlain = (rule.freq !== 'MONTHLY' && rule.freq !== 'YEARLY') || /RSCALE=/i.test(rrule)
  return formatRule({ ...rule, skip: isPlain ? rule.skip : 'omit' })
}

function rfcUntil(until: string | null, startLocal: string, zone: string | null): string | null {
  if (until === null) return null
  if (startLocal.length === 10) return until.slice(0, 10)
  const latest = until.length === 10 ? `${until}T23:59:59` : until
  return zone === null || latest.endsWith('Z') ? latest : `${localOf(resolveLocal(latest, zone), 'UTC')}Z`
}

function clampedDays(rule: ParsedRule, startLocal: string): Partial<ParsedRule> {
  if (rule.byDay.length > 0 || rule.bySetPos.length > 0 || rule.byYearDay.length > 0 || rule.byWeekNo.length > 0)
    return {}
  const start = new Date(parseLocal(startLocal) * 1000)
  const [day = 0, ...others] = rule.byMonthDay.length > 0 ? rule.byMonthDay : [start.getUTCDate()]
  if (others.length > 0 || day < 29) return {}
  const byMonthDay = [28, 29, 30, 31].filter((one) => one <= day)
  if (rule.freq === 'MONTHLY') return { byMonthDay, bySetPos: [-1] }
  const byMonth = rule.byMonth.length > 0 ? rule.byMonth : [start.getUTCMonth() + 1]
  return rule.freq === 'YEARLY' && byMonth.length === 1 ? { byMonth, byMonthDay, bySetPos: [-1] } : {}
}
