// What the server has of today's samples at a site. Asked when the screen opens and after samples were sent; shown masked, kept in memory alone.
import { signal } from '@preact/signals'
import { server } from '../device/server.ts'

export interface LastSample {
  readonly sampleId: string
  readonly tubeCode: string
  readonly nameMasked: string
  readonly sampledAt: string
}

export interface Summary {
  readonly today: number
  readonly last: readonly LastSample[]
}

export interface Site {
  readonly siteId: string
  readonly name: string
}

export const summary = signal<Summary | null>(null)

/** Leaves what is shown as it was when the server cannot be reached. */
export async function refreshSummary(siteId: string): Promise<void> {
  const path = `/v1/samples/summary?siteId=${encodeURIComponent(siteId)}`
  const answer = await server.call<Summary>({ method: 'GET', path, as: 'session' })
  if (answer.ok) summary.value = answer.value
}

/** Null when the server cannot be reached. */
export async function askSites(): Promise<readonly Site[] | null> {
  const answer = await server.call<{ readonly sites: readonly Site[] }>({ method: 'GET', path: '/v1/sites', as: 'session' })
  return answer.ok ? answer.value.sites : null
}
