import type { Recipes } from './rules-wishes.ts'

interface Weather {
  place?: { name?: unknown; country?: unknown }
  current?: { temperatureC?: unknown; condition?: unknown }
  daily?: { date?: unknown; minC?: unknown; maxC?: unknown; condition?: unknown; precipitationMm?: unknown }[]
  isStale?: unknown
  ageSeconds?: unknown
}

const FORECAST_DAYS = 16

/** What is so without the user. */
export const worldRecipes: Recipes = {
  ask_weather: {
    tool: 'get_weather',
    ability: 'look up the weather of a place',
    intent: ({ entities: { place } }) => `Look up the weather in ${place}`,
    arguments: ({ entities: { place } }) =>
      place === null ? 'For which place shall I look up the weather? Name a town.' : { place, days: FORECAST_DAYS },
    tell: ({ entities: { date, from } }, answer) => {
      const { place, current, daily = [], isStale, ageSeconds } = (answer ?? {}) as Weather
      const where = [place?.name, place?.country].filter(Boolean).join(', ')
      const wanted = date ?? from
      const day = daily.find((one) => one.date === wanted)
      if (wanted !== null && !day) return `For ${where} the forecast does not reach ${wanted}.`
      const now = `Now in ${where}: ${current?.temperatureC} °C, ${current?.condition}.`
      const then = `${where}, ${day?.date}: ${day?.minC} to ${day?.maxC} °C, ${day?.condition}, ${day?.precipitationMm} mm of precipitation.`
      const age = Math.round(Number(ageSeconds) / 60)
      const old =
        isStale === true ? ` This is ${age} minutes old: the weather service cannot be asked at the moment.` : ''
      return `${day ? then : now}${old}`
    },
  },
}
