/**
 * A member of staff at the console, over HTTP: signs in, changes the one-time password, and does what the role allows.
 */
import { type Answer, bodyOf, call, type Method } from './http-call.ts'

export interface Staff {
  readonly username: string
  /** The session as the browser keeps it. */
  readonly cookie: string
  call(method: Method, path: string, body?: object | string | Uint8Array<ArrayBuffer>, contentType?: string): Promise<Answer>
}

export interface Account {
  readonly username: string
  readonly password: string
}

/** Signs in. Throws where the server refuses. */
export async function signIn(origin: string, { username, password }: Account): Promise<Staff> {
  const answer = await call({
    method: 'POST',
    url: `${origin}/v1/staff/sessions`,
    headers: () => fromConsole,
    body: { username, password },
  })
  bodyOf(answer, `sign in as ${username}`)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    username,
    cookie,
    call: (method, path, body, contentType) =>
      call({
        method,
        url: origin + path,
        headers: () => ({ ...fromConsole, cookie }),
        body,
        ...(contentType === undefined ? {} : { contentType }),
      }),
  }
}

/** Signs in with the one-time password and replaces it, as everybody must at first. Returns the account as it is from now on. */
export async function takeUpAccount(origin: string, account: Account): Promise<{ readonly staff: Staff; readonly account: Account }> {
  const staff = await signIn(origin, account)
  const fresh = { username: account.username, password: `Morgen-${crypto.randomUUID()}` }
  const change = { currentPassword: account.password, newPassword: fresh.password }
  bodyOf(await staff.call('POST', '/v1/staff/me/password', change), `change the password of ${account.username}`)
  const { account: me } = bodyOf(await staff.call('GET', '/v1/staff/me'), 'look at the own account')
  return { staff: me.mustChangePassword ? await signIn(origin, fresh) : staff, account: fresh }
}

const fromConsole = { 'x-evergate-request': 'console' }

export interface UploadReport {
  readonly fileId: string | null
  readonly batchId: string | null
  readonly rowsTotal: number
  readonly rowsGood: number
  readonly rowsBad: number
  readonly applied: boolean
  readonly duplicates: number
  readonly errors: readonly { readonly row: number; readonly field: string; readonly code: string; readonly value: string }[]
}

export interface UploadOptions {
  readonly laboratoryId: string
  readonly onBadRows?: 'keep_good' | 'reject_all'
  readonly dryRun?: boolean
}

/** Uploads a result file as it is and returns the answer, good or not. */
export function uploadFile(laboratory: Staff, file: string | Uint8Array<ArrayBuffer>, options: UploadOptions): Promise<Answer> {
  const { laboratoryId, onBadRows = 'reject_all', dryRun = false } = options
  const path = `/v1/results/files?laboratoryId=${laboratoryId}&onBadRows=${onBadRows}&dryRun=${dryRun}`
  return laboratory.call('POST', path, file, 'text/csv')
}

export interface ResultRow {
  readonly tubeCode: string
  readonly outcome: 'negative' | 'positive' | 'invalid'
  readonly testedAt: Date
}

/** A result file as laboratories write it. */
export function resultFile(rows: readonly ResultRow[]): string {
  const lines = rows.map(({ tubeCode, outcome, testedAt }) => `${tubeCode},${outcome},${testedAt.toISOString()}`)
  return `${['tube_code,outcome,tested_at', ...lines].join('\r\n')}\r\n`
}

/** Uploads results of which every row must be good; returns the batch that now awaits its release. */
export async function uploadResults(laboratory: Staff, laboratoryId: string, rows: readonly ResultRow[]): Promise<string> {
  const report: UploadReport = bodyOf(await uploadFile(laboratory, resultFile(rows), { laboratoryId }), 'upload results')
  if (report.batchId === null || report.rowsBad > 0) throw new Error(`results were not taken: ${JSON.stringify(report)}`)
  return report.batchId
}

/** Releases a batch: the second person. What the server finds odd about it is looked at and confirmed, as every releaser must. */
export async function release(releaser: Staff, batchId: string): Promise<void> {
  const path = `/v1/results/batches/${batchId}/release`
  const answer = await releaser.call('POST', path, {})
  const odd: readonly { readonly code: string }[] = answer.body?.code === 'results.anomaly' ? answer.body.anomalies : []
  const confirmed = odd.map(({ code }) => ({ code, reason: 'looked at: so it was planned' }))
  bodyOf(odd.length === 0 ? answer : await releaser.call('POST', path, { confirmed }), 'release the batch')
}
