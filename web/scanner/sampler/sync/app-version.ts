// Which build of the app speaks, for the list of devices: the version by name, and the build that the service worker keeps.
import { version } from '../../../package.json'

const CACHE_PREFIX = 'evergate-scanner-'

export async function readAppVersion(): Promise<string> {
  try {
    const build = (await caches.keys())
      .filter((name) => name.startsWith(CACHE_PREFIX))
      .at(-1)
      ?.slice(CACHE_PREFIX.length)
    return (build === undefined ? version : `${version}+${build}`).slice(0, 40)
  } catch {
    return version
  }
}
