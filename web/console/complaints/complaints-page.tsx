/** Placeholder until the list lands. */
import { Page } from '../ui/page.tsx'

export function ComplaintsPage() {
  return <Page title="-">-</Page>
}
