import { serve } from '#core/ai/embedded/thread-inside.ts'
import { type Simulated, type Simulation, simulate } from './simulation.ts'

// The inside of the thread that plays days through: half a year of a thousand cards would hold everybody else.

serve<Simulation[], never, Simulated[]>(async (simulations) => simulations.map(simulate))
