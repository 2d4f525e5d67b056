/** What the form asks of a new password before the server is asked. Pure. */
import type { passwordTexts } from './sign-in-texts.ts'

export const passwordLengthMin = 12

export type PasswordEntry = { readonly current: string; readonly fresh: string; readonly repeat: string }
export type PasswordFaults = Partial<Record<keyof PasswordEntry, keyof typeof passwordTexts>>

/** The fault of each field, as the key of its words; empty when the entry may be sent. */
export function passwordFaults(entry: PasswordEntry): PasswordFaults {
  const faults: PasswordFaults = {}
  if (entry.current === '') faults.current = 'currentMissing'
  if ([...entry.fresh].length < passwordLengthMin) faults.fresh = 'tooShort'
  else if (entry.fresh === entry.current) faults.fresh = 'unchanged'
  if (entry.repeat !== entry.fresh) faults.repeat = 'notSame'
  return faults
}
