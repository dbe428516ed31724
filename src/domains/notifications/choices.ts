import { CHANNEL_NAMES, type ChannelName } from './notifications.tables.ts'
import { type QuietHours, quietUntil } from './quiet.ts'

/** The part of somebody's preferences that is about notifications. */
export interface Choices {
  quietHours: QuietHours & { enabled: boolean }
  notifications: { channels: Partial<Record<string, string[]>> }
}

/** What goes through which channels when the preferences do not know the kind. */
const USUAL = ['in_app', 'web_push', 'mobile_push']

/** Where a notice goes: where its sender says, else where its recipient wants this kind. `mobile_push` is FCM and Expo. */
export function channelsOf(choices: Choices, kind: string, wanted: string[] | null): Set<ChannelName> {
  const names = new Set(wanted ?? choices.notifications.channels[kind] ?? USUAL)
  if (names.has('mobile_push')) for (const name of ['fcm', 'expo']) names.add(name)
  return new Set(CHANNEL_NAMES.filter((name) => names.has(name)))
}

/** When the quiet hours end that hold `instant` for somebody in `zone`, or null. */
export function heldUntil({ quietHours }: Choices, instant: string, zone: string): string | null {
  return quietHours.enabled ? quietUntil(instant, zone, quietHours) : null
}
