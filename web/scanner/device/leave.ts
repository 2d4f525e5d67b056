// Makes this device nobody's again: key, session, files and settings go. Records that were not sent go only when the person said so.
import { deleteDeviceKey } from '../../shared/device-key.ts'
import { discardQueued, listQueued } from '../../shared/queue.ts'
import { deleteSession } from '../../shared/session.ts'
import { forgetGate } from '../gate/gate.ts'
import { forgetLog, readLog } from '../sampler/log/desk-log.ts'
import { APP } from './server.ts'
import { forgetSettings } from './settings.ts'

/** How many samples and records exist on this device alone. */
export async function countUnsent(): Promise<number> {
  const { entries, damaged } = await readLog()
  return (await listQueued(APP)).length + entries.filter((entry) => entry.answer === null).length + damaged.length
}

export async function leave(): Promise<void> {
  for (const record of await listQueued(APP)) await discardQueued(record.id)
  await forgetLog()
  await deleteSession(APP)
  await deleteDeviceKey(APP)
  forgetSettings()
  await forgetGate()
}
