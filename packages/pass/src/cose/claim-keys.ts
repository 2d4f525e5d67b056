// Every number and name that goes over the wire as a key or type, in one file: those of the Token Status List draft may still
// change with its RFC, and then change here.

/** COSE header parameters (RFC 9052 section 3.1; typ: RFC 9596). */
export const HEADER = { alg: 1, kid: 4, typ: 16 } as const

/** COSE algorithm ES256: ECDSA with SHA-256 (RFC 9053 section 2.1). */
export const ES256 = -7

/** CBOR tag of COSE_Sign1 (RFC 9052 section 2), as the byte that stands for it. */
export const SIGN1_TAG_BYTE = 0xd2

/** COSE_Key parameters of an EC2 key (RFC 9053 section 7.1.1). */
export const COSE_KEY = { kty: 1, crv: -1, x: -2, y: -3 } as const
export const KTY_EC2 = 2
export const CRV_P256 = 1

/** CWT claims (RFC 8392 section 3.1; 65533 and 65534: draft-ietf-oauth-status-list; below -65536: private use, ours). */
export const CLAIM = {
  iss: 1,
  sub: 2,
  exp: 4,
  nbf: 5,
  iat: 6,
  statusList: 65533,
  ttl: 65534,
  pass: -65537,
  version: -65538,
  body: -65539,
} as const

/** typ of the signed documents; a pass has none. */
export const TYP = {
  statusShard: 'application/statuslist+cwt',
  statusIndex: 'application/evergate-status-index+cwt',
  trustList: 'application/evergate-trust-list+cwt',
  keyList: 'application/evergate-key-list+cwt',
  policies: 'application/evergate-policies+cwt',
} as const

/** First element of what a phone signs, so that the signature means nothing anywhere else. */
export const PRESENTATION_CONTEXT = 'Evergate presentation 1'

/** What every QR text begins with. */
export const TEXT_PREFIX = 'EG1:'
