/** What refusals of managing accounts mean in words. Pure. */
import type { Sayings } from '../ui/failure-words.ts'
import { accountTexts } from './account-texts.ts'

export const accountSayings: Sayings = {
  'staff.username_taken': accountTexts.usernameTaken,
  'staff.organisation_name_taken': accountTexts.organisationTaken,
  'staff.organisation_not_found': accountTexts.organisationGone,
  'staff.last_administrator': accountTexts.lastAdministrator,
  'staff.own_roles': accountTexts.ownRoles,
}
