import type { Stretch } from './hearing.ts'

const FRAME_SECONDS = 0.03
/** Quieter than this (of full scale) is silence in any room: −48 dB. */
const QUIETEST = 0.004
/** How much louder than the room a voice is, as a ratio of amplitudes. */
const ABOVE_ROOM = 2.5
/** The part of all frames that is taken for the room: people pause. */
const ROOM_SHARE = 0.1
const LONGEST_PAUSE = 0.4
/** A click or a cough is shorter. */
const SHORTEST_SPEECH = 0.18
const MARGIN = 0.15

/**
 * Where somebody may be speaking: stretches that are louder than the room for long enough, pauses within a sentence included. Steady
 * noise, however loud, is the room. It knows nothing of words: music is speech to it.
 */
export function speechIn(samples: Int16Array, rate: number): Stretch[] {
  const size = Math.round(rate * FRAME_SECONDS)
  const levels = levelsOf(samples, size)
  const room = [...levels].sort((a, b) => a - b)[Math.floor(levels.length * ROOM_SHARE)] ?? 0
  const threshold = Math.max(QUIETEST, room * ABOVE_ROOM)
  const stretches: Stretch[] = []
  for (const [at, level] of levels.entries()) {
    if (level < threshold) continue
    const [from, to] = [at * FRAME_SECONDS, (at + 1) * FRAME_SECONDS]
    const last = stretches.at(-1)
    if (last && from - last.to <= LONGEST_PAUSE) last.to = to
    else stretches.push({ from, to })
  }
  const end = samples.length / rate
  return stretches
    .filter(({ from, to }) => to - from >= SHORTEST_SPEECH)
    .map(({ from, to }) => ({ from: Math.max(0, from - MARGIN), to: Math.min(end, to + MARGIN) }))
}

/** The root mean square of each frame, 0 to 1. */
function levelsOf(samples: Int16Array, size: number): number[] {
  const levels: number[] = []
  for (let at = 0; at + size <= samples.length; at += size) {
    let sum = 0
    for (let one = at; one < at + size; one++) sum += (samples[one] ?? 0) ** 2
    levels.push(Math.sqrt(sum / size) / 0x8000)
  }
  return levels
}
