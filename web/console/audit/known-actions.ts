/** Actions offered by the filter, and what of a typed filter is sent. Pure. */

export const knownActions = [
  'residents.look_up',
  'decisions.read_status',
  'passes.print_paper_pass',
  'rounds.plan',
  'rounds.extend',
  'rounds.cancel',
  'sampling.resolve_conflict',
  'transport.receive_box',
  'transport.complete_box',
  'results.upload_file',
  'results.release_batch',
  'results.save_template',
  'recalls.read_list',
  'reconciliation.list_differences',
  'reconciliation.export_round',
  'reconciliation.answer_complaint',
  'staff.sign_in',
  'staff.create_account',
  'staff.change_roles',
  'staff.disable_account',
  'staff.reset_password',
  'staff.allow_scanner',
  'staff.revoke_scanner',
  'places.add_site',
  'places.add_laboratory',
  'places.add_venue',
] as const

/** The action to filter by: only a complete code is one, so that half a word does not empty the list. */
export function readAction(typed: string): string | null {
  const action = typed.trim()
  return /^[a-z_]+\.[a-z_]+$/.test(action) ? action : null
}
