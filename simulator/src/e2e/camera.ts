/**
 * A camera for Chromium whose picture we choose: a film in a file, read anew whenever the page opens the camera again.
 */
import { join } from 'node:path'
import { type QrSource, writeQrVideo } from '../../../web/testing/y4m.ts'

export interface Camera {
  /** What Chromium is started with to have this camera. */
  readonly flags: readonly string[]
  /** Films a picture of a code, or the bare wall. Seen after the page was loaded again. */
  film(picture: QrSource | null): void
}

/** A camera that films the bare wall; its film lies in `folder`. */
export function createCamera(folder: string): Camera {
  const path = join(folder, 'camera.y4m')
  const film = (picture: QrSource | null): void => writeQrVideo(path, [picture], { framesEach: 15 })
  film(null)
  const flags = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`]
  return { flags, film }
}
