// Brings back what this device was set up as. localStorage is written to disk some seconds late: a battery pulled after the enrolment was seen to lose it,
// while key and session, in a database of strict durability, were there.
import { loadSession } from '../../shared/session.ts'
import { APP } from './server.ts'
import { changeSettings, readSettings } from './settings.ts'

/** For a device that does not know of any enrolment; does nothing when there was none. */
export async function restoreSettings(): Promise<void> {
  const stored = readSettings((await loadSession(APP))?.setUp)
  if (stored.enrolment === null) return
  const { pin, enrolment, venueType } = stored
  changeSettings({ pin, enrolment, venueType })
}
