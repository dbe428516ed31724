/** Zero crossings of the filter on each side: enough that what is said stays as clear as it was. */
const CROSSINGS = 12

/**
 * Samples at another rate, as 16 bits: a windowed-sinc low-pass (Hann) below the lower of both rates' half, one filter for each position
 * that a new sample can have between two old ones.
 */
export function resampled(samples: Float32Array, from: number, to: number): Int16Array<ArrayBuffer> {
  if (from === to) return Int16Array.from(samples, quantized)
  const divisor = greatestCommonDivisor(from, to)
  const [step, phases] = [from / divisor, to / divisor]
  const reach = Math.ceil(CROSSINGS * Math.max(1, from / to))
  const filters = Array.from({ length: phases }, (_, phase) => filterFor(phase / phases, Math.min(1, to / from), reach))
  const result = new Int16Array(Math.floor((samples.length * to) / from))
  for (let at = 0; at < result.length; at++) {
    const position = at * step
    const middle = Math.floor(position / phases)
    const filter = filters[position % phases] as Float32Array // one for each phase
    const first = middle - reach + 1
    let sum = 0
    for (let tap = 0; tap < filter.length; tap++) sum += (samples[first + tap] ?? 0) * (filter[tap] ?? 0)
    result[at] = quantized(sum)
  }
  return result
}

const quantized = (sample: number) => Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff)

/** Weights of the 2 × reach samples around a position that lies `offset` behind the middle one; they add up to 1. */
function filterFor(offset: number, cutoff: number, reach: number): Float32Array {
  const weights = Array.from({ length: 2 * reach }, (_, tap) => {
    const distance = tap - reach + 1 - offset
    const angle = Math.PI * distance * cutoff
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle
    return Math.abs(distance) >= reach ? 0 : sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach))
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Float32Array.from(weights, (weight) => weight / total)
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))
