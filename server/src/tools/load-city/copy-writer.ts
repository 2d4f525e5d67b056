/**
 * Rows in the binary form of PostgreSQL's COPY (manual, COPY, "Binary Format"): fields as their columns' types send them. Knows no table.
 */

/** Takes rows field by field, in the order of the columns. */
export interface CopyWriter {
  row(fields: number): void
  none(): void
  /** uuid or bytea. */
  bytes(value: Buffer): void
  /** text, or the label of an enum. */
  text(value: string): void
  smallint(value: number): void
  int(value: number): void
  bigint(value: number): void
  boolean(value: boolean): void
  timestamp(unixMs: number): void
  /** All rows, without header and trailer. The writer is done. */
  end(): Uint8Array<ArrayBuffer>
}

/** Before the first row of a COPY: signature, flags, length of what follows the header. */
export const copyHeader = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
/** After the last row: -1 fields. */
export const copyTrailer = Buffer.from([0xff, 0xff])
/** Microseconds are counted from 1 January 2000. */
const epochMs = Date.UTC(2000, 0, 1)

export function createCopyWriter(bytesExpected = 65_536): CopyWriter {
  let buffer = Buffer.allocUnsafeSlow(bytesExpected)
  let at = 0
  const room = (bytes: number): void => {
    if (at + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafeSlow((buffer.length + bytes) * 2)
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }
  /** Makes room for a field of so many bytes and writes its length. */
  const field = (bytes: number): void => {
    room(bytes + 4)
    at = buffer.writeInt32BE(bytes, at)
  }
  const whole = (bytes: 2 | 4 | 8, value: number): void => {
    field(bytes)
    if (bytes === 2) at = buffer.writeInt16BE(value, at)
    else if (bytes === 4) at = buffer.writeInt32BE(value, at)
    else at = buffer.writeBigInt64BE(BigInt(value), at)
  }
  return {
    row: (fields) => {
      room(2)
      at = buffer.writeInt16BE(fields, at)
    },
    none: () => {
      room(4)
      at = buffer.writeInt32BE(-1, at)
    },
    bytes: (value) => {
      field(value.length)
      at += value.copy(buffer, at)
    },
    text: (value) => {
      room(4 + value.length * 3)
      const length = buffer.write(value, at + 4, 'utf8')
      at = buffer.writeInt32BE(length, at) + length
    },
    smallint: (value) => whole(2, value),
    int: (value) => whole(4, value),
    bigint: (value) => whole(8, value),
    boolean: (value) => {
      field(1)
      at = buffer.writeUInt8(value ? 1 : 0, at)
    },
    timestamp: (unixMs) => whole(8, (unixMs - epochMs) * 1_000),
    end: () => new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, at),
  }
}
