// Every limit of the library in one place, each with its reason. Readers refuse what exceeds a limit before spending work on it;
// issuers refuse to make it. Nothing here is a policy: policies are signed data.

/** Characters of a QR text: version 13-M holds 483 alphanumeric characters, and a gate never needs to read more. */
export const TEXT_CHARS_MAX = 483

/** Bytes of one pass: 172 in practice with a two-character surname hint; the rest is room for longer region ids. */
export const PASS_BYTES_MAX = 256

/** Fewest bytes of a gate's nonce: one in four thousand million is right by chance. */
export const NONCE_BYTES_MIN = 4

/** Most bytes of a gate's nonce; 16 keep the presentation of an ordinary pass within version 12-M. */
export const NONCE_BYTES_MAX = 16

/** UTF-8 bytes of a display hint; up to 7 (a compound surname and *) keep a presentation within version 11-M. */
export const DISPLAY_HINT_BYTES_MAX = 16

/** Characters of a region id such as CN-6101. */
export const REGION_ID_CHARS_MAX = 16

/** Seconds of one presentation slot. */
export const SLOT_SECONDS = 30

/** Slots by which a presentation may differ from the gate's own, either way: one slot of drawing and scanning, one of clocks. */
export const SLOT_SKEW = 1

/** Seconds by which a pass's own times may differ from the gate's clock. */
export const PASS_CLOCK_SKEW_SECONDS = 60

/** Seconds a signed file may appear to come from the future before a gate refuses it. */
export const FILE_CLOCK_SKEW_SECONDS = 300

/** Nesting of arrays, maps and tags in CBOR; signed documents need 7. */
export const CBOR_DEPTH_MAX = 8

/** Nesting inside the claims of a venue policy, whose CertLogic expressions are trees. */
export const POLICY_CBOR_DEPTH_MAX = 32

/** Bytes of a trust list, key list, venue policy or status index. 10^8 residents in one list are 763 shards, 40 kB of index. */
export const DOCUMENT_BYTES_MAX = 262_144

/** Bytes of one status shard token: 32,768 bytes that do not compress, and the envelope. */
export const SHARD_TOKEN_BYTES_MAX = 34_816

/** Entries of one status list shard. 2 bits each: 32,768 bytes. */
export const SHARD_ENTRIES = 131_072

/** Places of one list (family and epoch): the largest region served as one. */
export const CAPACITY_MAX = 100_000_000

/** Lists (families times live epochs) in one status index. */
export const LISTS_MAX = 64

/** List families of one region. */
export const FAMILIES_MAX = 16

/** Largest family number. */
export const FAMILY_MAX = 255

/** Largest epoch number: day epochs until the year 2149. */
export const EPOCH_MAX = 65_535

/** Regions in one trust list. */
export const REGIONS_MAX = 512

/** Keys of one region in a trust list, or in one key list: daily keys of 30-day paper passes and their successors. */
export const KEYS_MAX = 128

/** Root keys a gate may be given: the one in use and the one to come. */
export const ROOT_KEYS_MAX = 4

/** Versions and sequence numbers: exact in a double, and a version a millisecond would last for 285,000 years. */
export const VERSION_MAX = Number.MAX_SAFE_INTEGER

/** Largest accepted time: the end of the year 9999. */
export const TIME_MAX = 253_402_300_799

/** Characters of a base URL. */
export const URL_CHARS_MAX = 256

/** Characters of one text shown to people (region names, answers, reasons). */
export const SHOWN_TEXT_CHARS_MAX = 400

/** Entries of a map of texts by language. */
export const LANGUAGES_MAX = 16

/** Venue types in one policy. */
export const VENUE_TYPES_MAX = 64

/** Rules of one venue type. */
export const VENUE_RULES_MAX = 32

/** Characters of names inside documents: venue types, reasons. */
export const NAME_CHARS_MAX = 64
