/** What is kept about a resident, where, and who sees what: in plain words, readable before registering. Says only what the software really does. */
import { locale } from '../../shared/preferences.ts'
import { phone } from '../state/phone.ts'
import { Page } from '../ui/page.tsx'
import { saySettings } from './words.ts'

interface Passage {
  readonly title: string
  readonly text: string
}

const zh: readonly Passage[] = [
  { title: '二维码里有什么', text: '一个每天更换的编号、颜色、最近一次阴性采样时间和“王*”这样的提示。没有姓名、证件号码和手机号。' },
  { title: '门口的人看到什么', text: '颜色、检测时效和提示。验码在他们的设备上完成，不会告诉任何人您去了哪里。' },
  { title: '手机里存着什么', text: '一把无法取出的钥匙、您的凭证、最近看过的页面和未发送的申报。退出此手机时，钥匙、凭证和页面会被删除。' },
  { title: '服务器上存着什么', text: '姓名、证件号码和手机号，每人一把密钥加密存放；检测记录、申报和颜色的依据。不收集位置。' },
  { title: '谁能改变颜色', text: '没有人可以直接设置颜色。颜色由公开的规则根据依据算出；每条依据都写着来源，更正后会重新计算。' },
  { title: '换手机或丢手机', text: '在新手机上用同样的信息登记，旧手机上的凭证随即作废。' },
]
const en: readonly Passage[] = [
  {
    title: 'What is in the QR code',
    text: 'A number that changes every day, the colour, when the last negative sample was taken, and a hint such as 王*. No name, no document number, no phone number.',
  },
  {
    title: 'What people at a gate see',
    text: 'Colour, test age and the hint. The check happens on their own device; nobody is told where you went.',
  },
  {
    title: 'What is on this phone',
    text: 'A key that cannot be taken out, your pass, pages you looked at, and declarations not sent yet. Signing out deletes key, pass and pages.',
  },
  {
    title: 'What is on the server',
    text: 'Name, document number and phone number, encrypted with a key of each person’s own; test records, declarations, and the evidence for the colour. No locations are collected.',
  },
  {
    title: 'Who can change a colour',
    text: 'Nobody can set one. Published rules compute it from evidence; every piece of evidence names its source, and a correction is computed anew.',
  },
  {
    title: 'A new phone, or a lost one',
    text: 'Register on the new one with the same details. The pass on the old one is cancelled by that.',
  },
]

export function PrivacyPage() {
  return (
    <Page title={saySettings('privacyTitle')} back={phone.value.stage === 'enrolled' ? '/me' : '/'}>
      {(locale.value === 'en' ? en : zh).map(({ title, text }) => (
        <section key={title} class="stack stack-small">
          <h2>{title}</h2>
          <p>{text}</p>
        </section>
      ))}
    </Page>
  )
}
