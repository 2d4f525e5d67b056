/**
 * The static plane of one process: the apps and the signed files, and the front door that hands them out from memory. Needs nothing but two folders.
 */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createFrontDoor, type FrontDoor, type FrontDoorOptions } from './platform/http/front-door.ts'
import { askInside, createHeldFiles } from './platform/http/held-files.ts'
import { addAbsent } from './platform/http/server.ts'
import { serveApps, servePublicFiles } from './platform/http/static-files.ts'

const appNames = ['resident', 'scanner', 'console']

export interface FilesOptions {
  /** Folder with the built apps, or undefined to serve none. */
  readonly appsFolder: string | undefined
  readonly publicFolder: string
  /** Whether files are handed out here at all. */
  readonly isServed: boolean
}

/** The front door of `app`, which may be made later. */
export function createFilesDoor(app: () => FastifyInstance, rest: Pick<FrontDoorOptions, 'standing' | 'quick' | 'shed'>): FrontDoor {
  const filePrefixes = ['/public/', ...appNames.map((name) => `/${name}/`)]
  return createFrontDoor({ filePrefixes, files: createHeldFiles((...asked) => askInside(app(), ...asked)), ...rest })
}

/** Adds the files to `app`, or says that they are not here. */
export async function serveFiles(app: FastifyInstance, { appsFolder, publicFolder, isServed }: FilesOptions): Promise<void> {
  if (!isServed) {
    for (const prefix of ['public', ...appNames]) addAbsent(app, ['GET', 'HEAD'], `/${prefix}/*`)
    return
  }
  if (appsFolder !== undefined) {
    const apps = appNames.map((name) => ({ name, folder: join(appsFolder, name) }))
    await serveApps(app, apps, 'resident')
  }
  await servePublicFiles(app, publicFolder)
}
