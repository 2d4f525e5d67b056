/**
 * The conductor's end of the generator: starts its process on a core of its own, gives orders and hands on what comes back. Ends only what it started.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { root, sourceFlags } from '../../server-process.ts'
import { cores, pin } from '../processor.ts'
import type { CastFiles } from './cast.ts'
import type { Ceiling } from './ceiling.ts'
import type { Load, LoadReport, Order, Told } from './orders.ts'

export interface Generator {
  /** Whether it has a core to itself. */
  readonly pinned: boolean
  /** Its own ceiling, against a responder on the server's core. */
  readonly ceiling: Ceiling
  /** Blows a load; `began` is called when the first intent is about to be sent. */
  blow(load: Load, began?: () => void): Promise<LoadReport>
  end(): void
}

const folder = 'simulator/src/storm/generator'

/**
 * Collecting what is young is a pause for everybody who is about to be sent: with more room it is rarer. And what was made ready for a storm is put among the old
 * before it begins (`gc`): else it is copied in the middle, for up to a tenth of a second.
 */
const memoryFlags = ['--max-semi-space-size=64', '--expose-gc']

/** Starts the generator for these people and measures it. */
export async function openGenerator(files: CastFiles, port: number): Promise<Generator> {
  const child = start('generator-process.ts')
  const pinned = pin([child.pid!], cores.generator)
  try {
    await ask(child, { order: 'open', files, port }, 'opened')
    const ceiling = await measure(child)
    return {
      pinned,
      ceiling,
      blow: async (load, began) => (await ask(child, { order: 'blow', load }, 'report', began)).report,
      end: () => child.disconnect(),
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

async function measure(generator: ChildProcess): Promise<Ceiling> {
  const responder = start('bare-responder.ts')
  pin([responder.pid!], cores.server)
  try {
    const { port } = await new Promise<{ port: number }>((resolve) =>
      responder.once('message', (told) => resolve(told as { port: number })),
    )
    return (await ask(generator, { order: 'ceiling', port }, 'ceiling')).ceiling
  } finally {
    responder.disconnect()
  }
}

function start(name: string): ChildProcess {
  const child = fork(join(root, folder, name), { execArgv: [...sourceFlags, ...memoryFlags], cwd: root, serialization: 'advanced' })
  child.on('error', () => undefined) // told by its end
  return child
}

/** Gives an order and waits for what answers it. Throws with the generator's complaint, or where it ends. */
function ask<T extends Told['told']>(
  child: ChildProcess,
  order: Order,
  wanted: T,
  began?: () => void,
): Promise<Extract<Told, { told: T }>> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      child.off('message', hear)
      child.off('exit', onExit)
    }
    const onExit = (): void => {
      leave()
      reject(new Error('the generator has ended'))
    }
    const hear = (message: unknown): void => {
      const told = message as Told
      if (told.told === 'began') {
        began?.()
        return
      }
      leave()
      if (told.told === wanted) resolve(told as Extract<Told, { told: T }>)
      else reject(new Error(told.told === 'fault' ? told.message : `the generator told ${told.told}`))
    }
    child.on('message', hear)
    child.on('exit', onExit)
    child.send(order)
  })
}
