/**
 * The keys of this region: a root that only ever signs the trust list and lives in a file, a region key, and issuing keys made as days come.
 * Callers hold the publisher's lock, so that two servers never make two of one.
 */
import { readFile } from 'node:fs/promises'
import { keyId, type PublicKey, type Signer } from '@evergate/pass'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable, Tx } from '../../platform/db/database.ts'
import { StartError } from '../../platform/unavailable.ts'
import { type Vault, writeSecretOnce } from '../../platform/vault.ts'
import { createKeyPair, keyPairOf, type NewKeyPair, signerOf } from './node-signer.ts'

export type KeyRole = 'root' | 'region' | 'phone' | 'paper'

export interface SigningKey {
  readonly role: KeyRole
  readonly keyId: Buffer
  readonly publicKey: PublicKey
  readonly notBefore: Date
  readonly signsUntil: Date
  readonly acceptedUntil: Date
}

export interface KeyPeriod {
  readonly notBefore: Date
  /** After this the private part is deleted. */
  readonly signsUntil: Date
  /** What the key signed is accepted until then. */
  readonly acceptedUntil: Date
}

/** All keys accepted at `now`, oldest first. */
export async function readKeys(db: Queryable, now: Date): Promise<SigningKey[]> {
  const rows = await db
    .selectFrom('passes.signing_key')
    .select(['role', 'key_id', 'public_key', 'not_before', 'signs_until', 'accepted_until'])
    .where('accepted_until', '>', now)
    .orderBy('not_before')
    .execute()
  return rows.map((row) => ({
    role: row.role as KeyRole,
    keyId: row.key_id,
    publicKey: row.public_key,
    notBefore: row.not_before,
    signsUntil: row.signs_until,
    acceptedUntil: row.accepted_until,
  }))
}

/** Makes a key of a period unless there is one. */
export async function ensureKey(tx: Tx, ctx: Pick<Ctx, 'vault'>, role: Exclude<KeyRole, 'root'>, period: KeyPeriod): Promise<void> {
  const known = await tx
    .selectFrom('passes.signing_key')
    .select('key_id')
    .where('role', '=', role)
    .where('not_before', '=', period.notBefore)
    .executeTakeFirst()
  if (known !== undefined) return
  const pair = createKeyPair()
  const sealing = ctx.vault.newDataKey()
  await tx
    .insertInto('passes.signing_key')
    .values({
      key_id: idOf(pair.publicKey),
      role,
      public_key: Buffer.from(pair.publicKey),
      wrapped_key: sealing.wrapped,
      private_sealed: sealing.key.seal('private', pair.privateKey),
      not_before: period.notBefore,
      signs_until: period.signsUntil,
      accepted_until: period.acceptedUntil,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The signer of a role at `now`, or undefined where there is no key for it. Kept for some seconds: keys are made hours ahead. */
export async function readSigner(
  db: Queryable,
  ctx: Pick<Ctx, 'vault'>,
  role: Exclude<KeyRole, 'root'>,
  now: Date,
): Promise<Signer | undefined> {
  const kept = signers.get(ctx.vault)?.get(role)
  if (kept !== undefined && Math.abs(now.getTime() - kept.readAt.getTime()) < signerKeptMs && now < kept.signsUntil) return kept.signer
  const row = await db
    .selectFrom('passes.signing_key')
    .select(['wrapped_key', 'private_sealed', 'signs_until'])
    .where('role', '=', role)
    .where('not_before', '<=', now)
    .where('signs_until', '>', now)
    .where('private_sealed', 'is not', null)
    .orderBy('not_before', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const signer = signerOf(ctx.vault.openDataKey(row.wrapped_key!).open('private', row.private_sealed!))
  const ofVault = signers.get(ctx.vault) ?? new Map<KeyRole, KeptSigner>()
  signers.set(ctx.vault, ofVault.set(role, { signer, readAt: now, signsUntil: row.signs_until }))
  return signer
}

interface KeptSigner {
  readonly signer: Signer
  readonly readAt: Date
  readonly signsUntil: Date
}

const signerKeptMs = 10_000
const signers = new WeakMap<Vault, Map<KeyRole, KeptSigner>>()

/** Deletes private parts that will not sign again. */
export async function deleteSpentKeys(tx: Tx, now: Date): Promise<void> {
  await tx
    .updateTable('passes.signing_key')
    .set({ wrapped_key: null, private_sealed: null })
    .where('signs_until', '<=', now)
    .where('private_sealed', 'is not', null)
    .execute()
}

/**
 * The root key of a database: its public part from the database, its signer where the private file is still here. The first start makes both;
 * the file is to be taken away afterwards (docs/how-to/move-the-root-key-offline.md).
 */
export async function ensureRoot(tx: Tx, path: string, now: Date): Promise<{ publicKey: PublicKey; signer: Signer | undefined }> {
  const known = await tx.selectFrom('passes.signing_key').select('public_key').where('role', '=', 'root').executeTakeFirst()
  if (known !== undefined) {
    const pair = await readKeyPair(path)
    const isOurs = pair !== undefined && idOf(pair.publicKey).equals(idOf(known.public_key))
    return { publicKey: known.public_key, signer: isOurs ? signerOf(pair.privateKey) : undefined }
  }
  // A file that is there is never replaced: it is of a first start cut short, or another database's only root.
  await writeSecretOnce(path, `${createKeyPair().privateKey}\n`)
  const pair = await readKeyPair(path)
  if (pair === undefined) throw new StartError(`The root key file ${path} cannot be read or is damaged. Restore it from your backup.`)
  const never = new Date('9999-12-31T00:00:00Z')
  await tx
    .insertInto('passes.signing_key')
    .values({
      key_id: idOf(pair.publicKey),
      role: 'root',
      public_key: Buffer.from(pair.publicKey),
      not_before: now,
      signs_until: never,
      accepted_until: never,
    })
    .execute()
  return { publicKey: pair.publicKey, signer: signerOf(pair.privateKey) }
}

/** The key pair in a file, or undefined where there is none that can be read. */
async function readKeyPair(path: string): Promise<NewKeyPair | undefined> {
  try {
    return keyPairOf((await readFile(path, 'utf8')).trim())
  } catch {
    return undefined // away, as it should be, or damaged: the caller says whether it is needed
  }
}

function idOf(publicKey: PublicKey): Buffer {
  const id = keyId(publicKey)
  if (!id.ok) throw new Error('a key of our own is no P-256 key')
  return Buffer.from(id.value)
}
