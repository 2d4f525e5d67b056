/**
 * What runs inside the browser: a gate, phones, and the time of each check.
 */
import { checkAtGate } from '@evergate/pass'
import { makeGate } from './made-up-gate.ts'

/** Milliseconds of each check, one phone each. Throws where a check does not admit. */
export async function timeChecks(count: number): Promise<number[]> {
  const { gate, texts, check } = await makeGate(count)
  const times: number[] = []
  for (const text of texts) {
    const startedMs = performance.now()
    const { answer, reasons } = await checkAtGate(gate, text, check)
    times.push(performance.now() - startedMs)
    if (answer !== 'admit') throw new Error(`an admission is measured, not ${reasons.join()}`)
  }
  return times
}
