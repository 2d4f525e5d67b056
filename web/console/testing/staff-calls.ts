/** Staff of the demo city and the calls they make outside the page under test: signing in, adding accounts, registering samples. */
import { vi } from 'vitest'
import type { RealServer } from './real-server.ts'

export interface StaffCalls {
  readonly username: string
  readonly password: string
  /** `evergate_session=…` */
  readonly cookie: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<{ status: number; body: any }>
}

const ownPassword = 'four unrelated words of mine'

/** Who has a password of their own already, by server: each try counts, and an address has but thirty a minute. */
const settled = new WeakMap<RealServer, Set<string>>()

/** Signs somebody of the demo city in, over the one-time password where it is still the first time. */
export async function signInStaff(
  server: RealServer,
  username: string,
  oneTimePassword = server.oneTimePasswords.get(username),
): Promise<StaffCalls> {
  const known = settled.get(server) ?? new Set<string>()
  settled.set(server, known)
  const first = known.has(username) ? null : await startSession(server, username, oneTimePassword ?? '')
  if (first === null) {
    const again = await startSession(server, username, ownPassword)
    if (again === null) throw new Error(`${username} cannot sign in`)
    known.add(username)
    return staffCalls(server, username, again)
  }
  const changed = await staffCalls(server, username, first).call('POST', '/v1/staff/me/password', {
    currentPassword: oneTimePassword,
    newPassword: ownPassword,
  })
  if (changed.status >= 300) throw new Error(`the password of ${username} was not taken: ${JSON.stringify(changed.body)}`)
  known.add(username)
  return staffCalls(server, username, (await startSession(server, username, ownPassword)) ?? '')
}

/** Tries that are too many for this minute are made again when there is room for one; the limit gives one back every two seconds. */
async function startSession(server: RealServer, username: string, password: string): Promise<string | null> {
  const ask = async (): Promise<Response> => {
    const answer = await fetch(`${server.url}/v1/staff/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-evergate-request': 'console' },
      body: JSON.stringify({ username, password }),
    })
    if (answer.status === 429) throw new Error('too many tries to sign in for this minute')
    return answer
  }
  const response = await vi.waitFor(ask, { timeout: 15_000, interval: 1_000 })
  return response.ok ? (response.headers.get('set-cookie')?.split(';')[0] ?? null) : null
}

function staffCalls(server: RealServer, username: string, cookie: string): StaffCalls {
  return {
    username,
    password: ownPassword,
    cookie,
    call: async (method, path, body) => {
      const response = await fetch(server.url + path, {
        method,
        headers: { cookie, 'x-evergate-request': 'console', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : undefined }
    },
  }
}
