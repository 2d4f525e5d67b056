/**
 * The SMS gateway as a port, and the adapter that comes with the box: each message becomes a file in the outbox folder and a line on the console.
 * The console line masks the phone number. A real gateway implements `SmsGateway`.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { maskPhone } from './person.ts'

export interface SmsGateway {
  readonly name: string
  /** Hands a message over. Throws where the gateway did not take it; it is then tried again later. */
  send(message: { readonly messageId: string; readonly phone: string; readonly text: string }): Promise<void>
}

/** Writes messages into `folder` (mode 700) and tells `print` of each. */
export function createSmsFolder(folder: string, print: (line: string) => void): SmsGateway {
  return {
    name: 'folder',
    send: async ({ messageId, phone, text }) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, `${messageId}.txt`), `${phone}\n${text}\n`, { mode: 0o600 })
      print(`SMS to ${maskPhone(phone)}: ${text}`)
    },
  }
}
