/** What the build adds to the page of every installable app: the watchdog first, manifest and icons, and the words shown when the app cannot start. Runs at build time only. */
import type { HtmlTagDescriptor, Plugin } from 'vite'

const failedWords = `
  <p lang="zh-CN"><strong>应用没能打开</strong><br>您的凭证和未发送的记录都还在手机里。请检查网络后再试一次。</p>
  <p lang="en"><strong>The app could not start</strong><br>Your pass and unsent records are still on this phone. Check the network and try again.</p>
  <button id="boot-again" type="button">再试一次 · Try again</button>`

export function shellHtml(base: string): Plugin {
  const head: HtmlTagDescriptor[] = [
    { tag: 'script', attrs: { src: `${base}boot.js` } },
    { tag: 'link', attrs: { rel: 'manifest', href: `${base}manifest.webmanifest` } },
    { tag: 'link', attrs: { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` } },
    { tag: 'link', attrs: { rel: 'apple-touch-icon', href: `${base}icon-192.png` } },
  ]
  return {
    name: 'evergate-shell-html',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        ...head.map((tag) => ({ ...tag, injectTo: 'head-prepend' as const })),
        { tag: 'div', attrs: { id: 'boot-failed', class: 'boot-failed', hidden: true }, children: failedWords, injectTo: 'body' },
      ],
    },
  }
}
