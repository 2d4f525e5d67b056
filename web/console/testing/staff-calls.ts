/** Staff of the demo city and the calls they make outside the page under test: signing in, adding accounts, registering samples. */
import type { RealServer } from './real-server.ts'

export interface StaffCalls {
  readonly username: string
  readonly password: string
  /** `evergate_session=…` */
  readonly cookie: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body: any }>
}

const ownPassword = 'four unrelated words of mine'

/** Signs somebody of the demo city in, over the one-time password where it is still the first time. */
export async function signInStaff(
  server: RealServer,
  username: string,
  oneTimePassword = server.oneTimePasswords.get(username),
): Promise<StaffCalls> {
  const again = await startSession(server, username, ownPassword)
  if (again !== null) return staffCalls(server, username, again)
  const cookie = await startSession(server, username, oneTimePassword ?? '')
  if (cookie === null) throw new Error(`${username} cannot sign in`)
  const changed = await staffCalls(server, username, cookie).call('POST', '/v1/staff/me/password', {
    currentPassword: oneTimePassword,
    newPassword: ownPassword,
  })
  if (changed.status >= 300) throw new Error(`the password of ${username} was not taken: ${JSON.stringify(changed.body)}`)
  return staffCalls(server, username, (await startSession(server, username, ownPassword)) ?? '')
}

async function startSession(server: RealServer, username: string, password: string): Promise<string | null> {
  const response = await fetch(`${server.url}/v1/staff/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-evergate-request': 'console' },
    body: JSON.stringify({ username, password }),
  })
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
