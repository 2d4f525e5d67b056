/**
 * Which flags the server under test knows: asked of the program itself, so that a storm says what it cannot play instead of failing half-way.
 */
import { spawnServer } from '../server-process.ts'

let help: Promise<string> | undefined

/** Whether the server names this flag in its help. */
export async function serverKnows(flag: string): Promise<boolean> {
  help ??= readHelp()
  return (await help).includes(`${flag} `)
}

async function readHelp(): Promise<string> {
  const asked = spawnServer(['--help'])
  await asked.exitCode
  return asked.output()
}
