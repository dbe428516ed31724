import { createHash } from 'node:crypto'
import sharp from 'sharp'

/** The name of what draws: a procedure, no model. */
export const PROCEDURAL = 'procedural-landscape'

export interface Size {
  /** Pixels. */
  width: number
  height: number
}

/** Sky from top to horizon, the light in it, and the land from far to near. */
interface Palette {
  words: RegExp
  sky: [string, string]
  light: string
  land: [string, string, string]
}

/** The first whose words the prompt has; otherwise its letters choose. */
const PALETTES: readonly Palette[] = [
  {
    words: /\b(night|moon|stars?|sleep|dream\w*|dark|midnight)\b/i,
    sky: ['#0b1437', '#34437a'],
    light: '#f4f1de',
    land: ['#27365f', '#1b2647', '#101730'],
  },
  {
    words: /\b(sea|ocean|beach|lake|river|water|sail\w*|swim\w*|surf\w*|island)\b/i,
    sky: ['#8fd3f4', '#e8f8ff'],
    light: '#fff3b0',
    land: ['#5fb3ce', '#2a8fb3', '#136f93'],
  },
  {
    words: /\b(forest|wood\w*|tree\w*|garden\w*|green|nature|hik\w*|grow\w*|health\w*)\b/i,
    sky: ['#cfe8cf', '#f7fbe9'],
    light: '#fff7c2',
    land: ['#8fc08f', '#4f9160', '#2b6045'],
  },
  {
    words: /\b(sunset|evening|autumn|fall|warm|love|wedding|family|home|house)\b/i,
    sky: ['#f6a56b', '#fde2b8'],
    light: '#fff0d0',
    land: ['#d9776a', '#a84f62', '#643254'],
  },
  {
    words: /\b(snow\w*|winter|ski\w*|ice|mountain\w*|summit|climb\w*|peak\w*)\b/i,
    sky: ['#a9c9e8', '#eff6fb'],
    light: '#ffffff',
    land: ['#c3d6e6', '#8ba9c4', '#5d7e9e'],
  },
  {
    words: /\b(desert|sand|sun|summer|travel\w*|success|gold\w*|money|career)\b/i,
    sky: ['#fbd786', '#fff4d6'],
    light: '#fffbe6',
    land: ['#e9b872', '#cf8f4f', '#9d6237'],
  },
]

/**
 * Draws a landscape as PNG: its colours follow words of the prompt, its shapes all of them, so that the same prompt is always the same
 * picture and another one another. It shows nothing that the prompt asks for, and says in its description that no model made it.
 */
export async function drawProcedural(prompt: string, size: Size): Promise<Buffer> {
  return sharp(Buffer.from(landscape(prompt, size)))
    .png()
    .withExif({ IFD0: { ImageDescription: 'Procedural drawing; not made by a generative model' } })
    .toBuffer()
}

/** As SVG, without any of the prompt's own text in it. */
export function landscape(prompt: string, { width, height }: Size): string {
  const next = numbersOf(prompt)
  const chosen = PALETTES.find(({ words }) => words.test(prompt))
  const { sky, light, land } = chosen ?? (PALETTES[Math.floor(next() * PALETTES.length)] as Palette) // an index below the length
  const horizon = height * (0.45 + next() * 0.15)
  const [x, y, radius] = [
    width * (0.15 + next() * 0.7),
    horizon * (0.25 + next() * 0.5),
    Math.min(width, height) * (0.05 + next() * 0.06),
  ]
  const ranges = land.map((colour, at) => {
    const base = horizon + ((height - horizon) * at) / land.length
    return `<path fill="${colour}" d="${rangeOf(next, width, height, base, height * (0.16 - at * 0.04))}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#sky)"/>
<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius * 1.8)}" fill="${light}" opacity="0.25"/>
<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${light}"/>
${ranges.join('\n')}
</svg>`
}

const STEPS = 24

/** A range of hills: three waves of random length and height over each other. */
function rangeOf(next: () => number, width: number, height: number, base: number, swing: number): string {
  const waves = [1, 2.3, 5.1].map((pace, at) => ({
    pace: pace * (0.7 + next()),
    shift: next() * 7,
    size: swing / (at + 1.5),
  }))
  const points = Array.from({ length: STEPS + 1 }, (_, step) => {
    const along = (step / STEPS) * Math.PI * 2
    const rise = waves.reduce((sum, { pace, shift, size }) => sum + Math.sin(along * pace + shift) * size, 0)
    return `L${round((width * step) / STEPS)} ${round(base + rise)}`
  })
  return `M0 ${height} ${points.join(' ')} L${width} ${height} Z`
}

const round = (value: number) => Math.round(value * 10) / 10

/** Numbers from 0 to 1 that follow from a text. */
function numbersOf(text: string): () => number {
  let block = createHash('sha256').update(text.trim().toLowerCase()).digest()
  let at = 0
  return () => {
    if (at + 4 > block.length) {
      block = createHash('sha256').update(block).digest()
      at = 0
    }
    at += 4
    return block.readUInt32BE(at - 4) / 0x1_0000_0000
  }
}
