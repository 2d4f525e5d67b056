// Finds a Chromium for the tests, or brings one where that is possible. Must not download a browser of its own.
import { accessSync, constants, existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const usualPlaces = [
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  ...['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
    join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
    join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
    join(folder, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
  ]),
]

/** Debian's packages for the tests, each with a file that shows it is there: browser, QR decoder, PDF rasteriser, Chinese letters. */
const debianPackages = [
  { name: 'chromium', proof: '/usr/bin/chromium' },
  { name: 'zbar-tools', proof: '/usr/bin/zbarimg' },
  { name: 'poppler-utils', proof: '/usr/bin/pdftoppm' },
  { name: 'fonts-noto-cjk', proof: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc' },
]

/** Proxies that the files of deploy/ are tested with; without them those tests are skipped. */
const debianProxies = [
  { name: 'nginx-light', proof: '/usr/sbin/nginx' },
  { name: 'haproxy', proof: '/usr/sbin/haproxy' },
]

/** Resolves to the path of a Chromium that starts, or undefined. */
export async function findOrInstallChromium() {
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    await installDebianPackages(debianPackages)
    await installDebianPackages(debianProxies) // apart, so that one that cannot be had does not cost the browser
  }
  for (const path of candidates()) {
    if (executable(path) && (await starts(path))) return path
  }
  return undefined
}

/** @param {{ name: string, proof: string }[]} packages */
async function installDebianPackages(packages) {
  const missing = packages.filter((entry) => !existsSync(entry.proof)).map((entry) => entry.name)
  if (missing.length === 0) return
  console.log(`Installing what the tests need from Debian: ${missing.join(', ')}.`)
  /** @type {string[]} */
  const lines = []
  const aptGet = (/** @type {string[]} */ ...args) =>
    run('apt-get', ['-q', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }, // no service is started by being installed
      onLine: (line) => lines.push(line),
    })
  await aptGet('update') // a failing mirror shows in the next step, which is the one that matters
  const code = await aptGet('install', '-y', '--no-install-recommends', ...missing)
  if (code !== 0)
    console.error(`  apt-get could not install them: ${lines.filter((line) => line.startsWith('E:')).join(' ') || `exit code ${code}`}`)
}

function candidates() {
  const named = process.env.EVERGATE_CHROMIUM
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...(named ? [named] : []), ...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...usualPlaces]
}

/** @param {string} path */
function executable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A file of the right name may be a stub that only says how to install the real one. @param {string} path */
async function starts(path) {
  return (await run(path, ['--version'], { onLine: () => {} })) === 0
}
