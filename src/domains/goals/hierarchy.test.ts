import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TIME_HORIZONS } from './goals.tables.ts'
import { horizonAbove, misfit } from './hierarchy.ts'

test('every horizon has exactly one that its parent may have, and yearly none', () => {
  assert.deepEqual(TIME_HORIZONS.map(horizonAbove), [null, 'yearly', 'quarterly', 'monthly', 'weekly'])
  for (const horizon of TIME_HORIZONS) {
    const fitting = TIME_HORIZONS.filter((parent) => misfit(horizon, parent) === null)
    assert.deepEqual(
      fitting,
      [horizonAbove(horizon)].filter((one) => one !== null),
    )
  }
})
