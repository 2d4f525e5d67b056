/** Fetches a paper pass and hands the file to the browser's downloads. Must not keep it: it is a credential that anybody holding the paper can show. */
import type { Refusal } from '../../shared/api.ts'
import { after } from '../../shared/clock.ts'
import { ask } from './server.ts'

/** The refusal, or null when the browser has the file. */
export async function savePaperPass(residentId: string): Promise<Refusal | null> {
  const answer = await ask<Blob>({
    method: 'POST',
    path: `/v1/residents/${residentId}/paper-pass`,
    as: 'session',
    reads: 'blob',
    timeoutMs: 30_000,
  })
  if (!answer.ok) return answer.refusal
  const url = URL.createObjectURL(new Blob([answer.value], { type: 'application/pdf' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'evergate-pass.pdf'
  link.click()
  // The browser reads the file after the click; a minute is ample even on a slow phone.
  after(60_000, () => URL.revokeObjectURL(url))
  return null
}
