/** For questions without whose answers there is no page: asked again when the server wants to be asked, and not by every part of the page that appears. */
import { pollAfterMs } from '../api/server-contact.ts'

const everyMs = 30_000

export const untilAnswered = {
  // What draws such an answer comes and goes with it: if each newcomer asked again, a refusal would be followed by the next one for ever.
  retryOnMount: false,
  refetchInterval: ({ state }: { readonly state: { readonly status: string } }) =>
    state.status === 'error' ? pollAfterMs(everyMs) : false,
} as const
