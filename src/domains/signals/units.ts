/** A unit as a line through its kind's base unit: base = value · factor + offset. */
interface Unit {
  kind: string
  factor: number
  offset: number
}

const kind = (kind: string, factors: Record<string, number>): [string, Unit][] =>
  Object.entries(factors).map(([name, factor]) => [name, { kind, factor, offset: 0 }])

/** Factors are exact by definition: the international pound, foot and mile (1959), the thermochemical calorie, the US gallon. */
const UNITS = new Map<string, Unit>([
  ...kind('count', { count: 1, steps: 1, times: 1 }),
  ...kind('share', { '1': 1, '%': 0.01, percent: 0.01 }),
  ...kind('mass', { g: 1, mg: 0.001, kg: 1_000, lb: 453.59237, oz: 28.349523125, st: 6_350.29318 }),
  ...kind('length', { m: 1, cm: 0.01, mm: 0.001, km: 1_000, mi: 1_609.344, ft: 0.3048, in: 0.0254, yd: 0.9144 }),
  ...kind('time', { min: 1, s: 1 / 60, ms: 1 / 60_000, h: 60, d: 1_440 }),
  ...kind('energy', {
    kcal: 1,
    Cal: 1,
    cal: 0.001,
    kJ: 1 / 4.184,
    J: 1 / 4_184,
    Wh: 3_600 / 4_184,
    kWh: 3_600_000 / 4_184,
  }),
  ...kind('volume', {
    ml: 1,
    mL: 1,
    cl: 10,
    l: 1_000,
    L: 1_000,
    fl_oz: 29.5735295625,
    fl_oz_us: 29.5735295625,
    gal: 3_785.411784,
  }),
  ...kind('speed', { 'm/s': 1, 'km/h': 1 / 3.6, mph: 0.44704 }),
  ...kind('pace', { bpm: 1, 'count/min': 1 }),
  ...kind('pressure', { mmHg: 1, kPa: 7.50061682704, hPa: 0.750061682704 }),
  // Of glucose: 180.156 g/mol.
  ...kind('glucose', { 'mg/dL': 1, 'mmol/L': 18.0156 }),
  ['degC', { kind: 'temperature', factor: 1, offset: 0 }],
  ['°C', { kind: 'temperature', factor: 1, offset: 0 }],
  ['K', { kind: 'temperature', factor: 1, offset: -273.15 }],
  ['degF', { kind: 'temperature', factor: 5 / 9, offset: -160 / 9 }],
  ['°F', { kind: 'temperature', factor: 5 / 9, offset: -160 / 9 }],
])

/**
 * The line that leads from one unit to the other: to = from · factor + offset. Units that are written alike lead to each other, known
 * or not; null when they measure different things, or one of them is not known.
 */
export function between(from: string | null, to: string | null): { factor: number; offset: number } | null {
  if (from === to || from === null || to === null) return { factor: 1, offset: 0 }
  const [source, target] = [UNITS.get(from), UNITS.get(to)]
  if (source === undefined || target === undefined || source.kind !== target.kind) return null
  return { factor: source.factor / target.factor, offset: (source.offset - target.offset) / target.factor }
}
