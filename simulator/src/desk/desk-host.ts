/**
 * A program that is some desks: `desk-host.ts CONFIG`. It works through their plans and ends with 0 when everything is tapped and answered. Killed at
 * any moment and started again, it goes on from the desks' logs. Says on standard error why a desk could not send.
 */
import { existsSync, readFileSync } from 'node:fs'
import { keepAlive, sleep } from '../clock.ts'
import { type Chance, seededChance } from '../seeded-chance.ts'
import { type Desk, type DeskPlan, type Mischief, openDesk } from './desk.ts'

export interface HostConfig {
  readonly origin: string
  readonly seed: number
  readonly desks: readonly { readonly planPath: string; readonly logPath: string }[]
  /** The longest a desk waits between two of its turns. */
  readonly paceMs: number
  readonly tapsPerTurnMax: number
  /** The last taps of every desk wait until this file is there: whoever started the host has something left to do before the day may end. */
  readonly endWhen: string
  readonly percent: Mischief['percent']
}

async function workThrough(desk: Desk, chance: Chance, { paceMs, tapsPerTurnMax, percent, endWhen }: HostConfig): Promise<void> {
  let failures = 0
  while (!desk.isDone()) {
    const heldBack = existsSync(endWhen) ? 0 : Math.min(tapsPerTurnMax, desk.plan.taps.length >> 1)
    const more = desk.tap(Math.min(1 + chance.below(tapsPerTurnMax), Math.max(0, desk.left() - heldBack)))
    try {
      await desk.sync({ chance, percent })
      failures = 0
    } catch (error) {
      failures += 1
      if (failures % 20 === 0) process.stderr.write(`${desk.plan.deviceId} cannot send: ${(error as Error).message}\n`)
    }
    await sleep(more || failures > 0 ? 20 + chance.below(paceMs) : 20)
  }
}

async function main(configPath: string): Promise<void> {
  const config = JSON.parse(readFileSync(configPath, 'utf8')) as HostConfig
  const chance = seededChance(config.seed)
  const rest = keepAlive()
  const desks = await Promise.all(
    config.desks.map(({ planPath, logPath }) => openDesk(config.origin, logPath, JSON.parse(readFileSync(planPath, 'utf8')) as DeskPlan)),
  )
  await Promise.all(desks.map((desk) => workThrough(desk, chance.fork(), config)))
  rest()
}

process.exitCode = 1 // however it ends, it has not done its work until it says so

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
