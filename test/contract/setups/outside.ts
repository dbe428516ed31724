import type { Setups } from '../scene.ts'

export const setups: Setups = {
  getWeather: async () => ({ query: { place: 'Vienna', days: '2' } }),
}
