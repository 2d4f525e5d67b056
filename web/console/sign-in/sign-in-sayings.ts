/** What refusals of signing in and of changing a password mean in words. Pure. */
import type { Problem } from '../api/problem.ts'
import type { Said, Sayings } from '../ui/failure-words.ts'
import { passwordTexts, signInTexts } from './sign-in-texts.ts'

export const signInSayings: Sayings = {
  'staff.sign_in_failed': signInTexts.failed,
  'staff.locked_out': lockedOut,
}

function lockedOut(problem: Problem): Said {
  const seconds = problem.retryAfterSeconds
  if (typeof seconds !== 'number') return { text: signInTexts.lockedOutOpen, params: {} }
  return { text: signInTexts.lockedOut, params: { minutes: Math.ceil(seconds / 60) } }
}

export const passwordSayings: Sayings = {
  'staff.password_wrong': passwordTexts.currentWrong,
  'staff.password_unchanged': passwordTexts.unchanged,
  'staff.password_weak': passwordTexts.weak,
}
