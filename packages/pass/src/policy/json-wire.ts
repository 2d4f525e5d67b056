// JSON values (CertLogic expressions) inside CBOR and back. Objects become maps with text keys; nothing is judged here.

/** A JSON value as CBOR: objects as Map. */
export function jsonToWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonToWire)
  if (typeof value !== 'object' || value === null) return value
  return new Map(Object.entries(value).map(([key, inner]) => [key, jsonToWire(inner)]))
}

/** A decoded CBOR value as JSON; what JSON has not (byte strings, keys that are no text) becomes null, which no CertLogic expression is. */
export function jsonFromWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonFromWire)
  if (value instanceof Uint8Array) return null
  if (!(value instanceof Map)) return value
  // fromEntries defines own properties, so that even a key __proto__ stays data.
  return [...value.keys()].every((key) => typeof key === 'string')
    ? Object.fromEntries([...value].map(([key, inner]) => [key, jsonFromWire(inner)]))
    : null
}
