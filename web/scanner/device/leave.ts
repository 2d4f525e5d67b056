// Makes this device nobody's again: key, session, files and settings go. Samples that were not sent go only when the person said so.
import { deleteDeviceKey } from '../../shared/device-key.ts'
import { discardQueued, listQueued } from '../../shared/queue.ts'
import { deleteSession } from '../../shared/session.ts'
import { forgetGate } from '../gate/gate.ts'
import { APP } from './server.ts'
import { forgetSettings } from './settings.ts'

export async function leave(): Promise<void> {
  for (const record of await listQueued(APP)) await discardQueued(record.id)
  await deleteSession(APP)
  await deleteDeviceKey(APP)
  forgetSettings()
  await forgetGate()
}
