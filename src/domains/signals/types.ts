/** What the exports of phones call the things that everybody measures, by the name that rules know them under. */
const NAMES: Record<string, readonly string[]> = {
  steps: ['HKQuantityTypeIdentifierStepCount', 'StepsRecord', 'Steps'],
  distance: ['HKQuantityTypeIdentifierDistanceWalkingRunning', 'DistanceRecord', 'Distance'],
  flights_climbed: ['HKQuantityTypeIdentifierFlightsClimbed', 'FloorsClimbedRecord', 'FloorsClimbed'],
  active_energy: ['HKQuantityTypeIdentifierActiveEnergyBurned', 'ActiveCaloriesBurnedRecord', 'ActiveCaloriesBurned'],
  exercise: ['HKQuantityTypeIdentifierAppleExerciseTime', 'ExerciseSessionRecord', 'ExerciseSession'],
  heart_rate: ['HKQuantityTypeIdentifierHeartRate', 'HeartRateRecord', 'HeartRate'],
  resting_heart_rate: ['HKQuantityTypeIdentifierRestingHeartRate', 'RestingHeartRateRecord', 'RestingHeartRate'],
  weight: ['HKQuantityTypeIdentifierBodyMass', 'WeightRecord', 'Weight'],
  body_fat: ['HKQuantityTypeIdentifierBodyFatPercentage', 'BodyFatRecord', 'BodyFat'],
  sleep: ['HKCategoryTypeIdentifierSleepAnalysis', 'SleepSessionRecord', 'SleepSession'],
  mindfulness: ['HKCategoryTypeIdentifierMindfulSession', 'MindfulnessSessionRecord', 'MindfulnessSession'],
  water: ['HKQuantityTypeIdentifierDietaryWater', 'HydrationRecord', 'Hydration'],
  blood_glucose: ['HKQuantityTypeIdentifierBloodGlucose', 'BloodGlucoseRecord', 'BloodGlucose'],
  body_temperature: ['HKQuantityTypeIdentifierBodyTemperature', 'BodyTemperatureRecord', 'BodyTemperature'],
  oxygen_saturation: ['HKQuantityTypeIdentifierOxygenSaturation', 'OxygenSaturationRecord', 'OxygenSaturation'],
}

const byName = new Map(Object.entries(NAMES).flatMap(([type, names]) => names.map((name) => [name, type])))

/** The one name of a type: what Apple Health and Health Connect call differently is the same to a rule. Others stay as they are. */
export const typeOf = (name: string): string => byName.get(name) ?? name
