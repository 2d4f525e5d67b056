// Failed file operations in words for a person. Must not be applied to anything but the data folder.
import { StartError } from '../unavailable.ts'

const CAUSES: Record<string, string> = {
  EACCES: 'permission denied; choose another folder with --data or run as the user it belongs to',
  EPERM: 'not permitted; choose another folder with --data',
  EROFS: 'the file system is read-only; choose another folder with --data',
  ENOSPC: 'the disk is full; free some space and start again',
  EDQUOT: 'the disk quota is used up; free some space and start again',
  ENOENT: 'there is no such folder, and it cannot be made; choose another folder with --data',
  ENOTDIR: 'a part of this path is a file, not a folder; choose another folder with --data',
  EEXIST: 'this path is a file, not a folder; choose another folder with --data',
}

/** Turns a failed file operation on the data folder into a StartError; errors of any other kind (bugs) come back unchanged. */
export function explainFileError(error: unknown, action: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  const cause = code === undefined ? undefined : CAUSES[code]
  return cause === undefined ? error : new StartError(`Cannot ${action}: ${cause}.`)
}
