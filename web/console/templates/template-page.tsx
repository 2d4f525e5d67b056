/** Placeholder until the route lands. */
import { Page } from '../ui/page.tsx'

export function TemplatePage() {
  return <Page title="-">-</Page>
}
