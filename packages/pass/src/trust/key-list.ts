// A region's key list: its daily issuing keys. Signed by a region key of the trust list; a gate never takes an older one.
import { TYP } from '../cose/claim-keys.ts'
import { decodeDocument, issueDocument } from '../cose/document.ts'
import type { Token } from '../cose/token.ts'
import type { Signer } from '../crypto/signer.ts'
import { accept, type Result, refuse } from '../result.ts'
import type { UnixSeconds } from '../time.ts'
import { keysFromWire, keysToWire, type ValidKey } from './valid-key.ts'

/** The list. A daily key signs passes, shards and indexes of one day and stays listed until the last of them has expired. */
export interface KeyList {
  readonly iss: string
  readonly version: number
  readonly issuedAt: UnixSeconds
  readonly expiresAt: UnixSeconds
  readonly keys: readonly ValidKey[]
}

/** Signs a key list with a region key. Refuses with `key_list.malformed`, `document.malformed` or `token.too_large`. */
export async function issueKeyList(list: KeyList, region: Signer): Promise<Result<Uint8Array>> {
  const body = keysToWire(list.keys)
  return keysFromWire(body) === null ? refuse('key_list.malformed') : issueDocument(list, body, TYP.keyList, region)
}

/** Takes a key list apart without verifying it. Refuses with `key_list.malformed`, or the reasons of documents. */
export function decodeKeyList(bytes: Uint8Array): Result<KeyList & { readonly token: Token }> {
  const document = decodeDocument(bytes, TYP.keyList)
  if (!document.ok) return document
  const { head, body, token } = document.value
  const keys = keysFromWire(body)
  if (head.iss === null || keys === null) return refuse('key_list.malformed')
  return accept({ iss: head.iss, version: head.version, issuedAt: head.issuedAt, expiresAt: head.expiresAt, keys, token })
}
