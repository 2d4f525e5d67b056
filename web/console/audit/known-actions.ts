/** Actions offered by the filter, and what of a typed filter is sent. Pure. */

export const knownActions = [
  'residents.look_up',
  'residents.register',
  'residents.enrol_device',
  'results.upload_file',
  'results.release_batch',
  'results.reject_batch',
  'results.correct_result',
  'passes.print_paper_pass',
  'staff.sign_in',
  'staff.create_account',
  'staff.disable_account',
  'staff.reset_password',
  'staff.allow_scanner',
  'staff.revoke_scanner',
] as const

/** The action to filter by: only a complete code is one, so that half a word does not empty the list. */
export function readAction(typed: string): string | null {
  const action = typed.trim()
  return /^[a-z_]+\.[a-z_]+$/.test(action) ? action : null
}
