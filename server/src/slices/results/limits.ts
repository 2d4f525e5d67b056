/**
 * How large a file of results may be, in every way in which it can be large. Sizes in bytes. Holds numbers only.
 */

/** On the wire and on the disk; also of all files that one server holds at a time. A million rows of CSV are 50 MB. */
export const fileBytesMax = 512 * 1024 * 1024
/** A spreadsheet ends at 1,048,576. */
export const rowsMax = 1_100_000
/** Characters of one field. What is longer is no tube code, no outcome and no time. */
export const fieldLengthMax = 4_096
/** Of one row of CSV, one line of JSON, one entry of a Bundle. */
export const recordBytesMax = 64 * 1024
/** Objects within objects. A Bundle needs about 12. */
export const depthMax = 64
/** Rows judged and written in one go: 2,000 take some 50 ms, and others have their turn in between. More would be no faster and take more memory. */
export const sliceRows = 2_000

/** A zip archive that unpacks to more than this many times its size is a bomb; sheets reach 10 to 20. */
export const zipRatioMax = 200
/** Bytes that one part of a spreadsheet may unpack to. A million rows are 150 MB. */
export const zipPartBytesMax = 1024 * 1024 * 1024
export const zipPartsMax = 1_000
/** Of a spreadsheet's texts, each stored once. */
export const sharedStringBytesMax = 96 * 1024 * 1024
export const sharedStringsMax = 4_000_000
