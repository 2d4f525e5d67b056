/**
 * The staff slice as one value: signing in people and scanner devices, and managing both.
 */
import type { Slice } from '../../platform/slice.ts'
import { accountRoutes } from './account.route.ts'
import { forgetSignIns } from './forget-sign-ins.job.ts'
import { type Passwords, scryptPasswords } from './password.ts'
import { scannerRoutes } from './scanner.route.ts'
import { scannerAuthenticator } from './scanner-authenticator.ts'
import type { PlaceDirectory } from './scanner-place.query.ts'
import { signInRoutes } from './sign-in.route.ts'
import { staffAuthenticator } from './staff-authenticator.ts'

export interface StaffDeps extends PlaceDirectory {
  /** Thumbprint (RFC 9679) of the region's root key, lower-case hexadecimal. */
  rootThumbprint(): Promise<string>
  readonly passwords?: Passwords
}

export function staffSlice({ rootThumbprint, passwords = scryptPasswords, ...directory }: StaffDeps): Slice {
  return {
    name: 'staff',
    routes: [...signInRoutes(passwords), ...accountRoutes(passwords), ...scannerRoutes(directory, rootThumbprint)],
    authenticators: [staffAuthenticator, scannerAuthenticator],
    loops: (ground) => [{ name: 'staff.forget-sign-ins', everyMs: 600_000, run: () => forgetSignIns(ground) }],
  }
}
