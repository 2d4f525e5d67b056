// Goal: bars of several runs are judged by the run in the middle, whichever way a bar points, and what was not measured counts as worst.
import { expect, test } from 'vitest'
import { atLeast, atMost, medianBars } from './bar.ts'

const run = (part: number | null, seconds: number | null) => [atLeast('served', part, 0.99, 'part'), atMost('wait', seconds, 1, 's')]

test('of three runs the middle one counts, for each bar by itself', () => {
  const [served, wait] = medianBars([run(1, 3), run(0.5, 0.5), run(0.995, 0.7)])
  expect(served).toMatchObject({ value: '99.5 %', holds: true })
  expect(wait).toMatchObject({ value: '0.7 s', holds: true })
})

test('what was not measured is the worst of all; of two runs the worse one counts', () => {
  const [served, wait] = medianBars([run(null, null), run(1, 0.1)])
  expect(served).toMatchObject({ value: 'not measured', holds: false })
  expect(wait).toMatchObject({ value: 'not measured', holds: false })
})
