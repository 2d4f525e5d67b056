/** The words of registration. */
import { createTranslate } from '../../shared/i18n.ts'
import { locale } from '../../shared/preferences.ts'

const zh = {
  title: '领取健康码',
  lead: '登记一次，以后没有网络也能出示。换了新手机，用同样的信息再登记一次即可。',
  name: '姓名',
  nameHint: '与证件上一致',
  nameMissing: '请填写姓名',
  phone: '手机号',
  phoneHint: '用来接收一次 6 位验证码',
  phoneWrong: '请填写可以接收短信的手机号',
  next: '获取验证码',
  sending: '正在发送…',
  privacy: '您的信息怎样保管',
  formatOnly: '此系统只检查号码格式，不向公安系统核实身份。',
  codeTitle: '输入验证码',
  codeLead: '6 位数字已发送到尾号 {end} 的手机',
  code: '验证码',
  codeExpires: '{time} 前有效',
  confirm: '完成登记',
  confirming: '正在登记…',
  resend: '重新发送',
  resendIn: '{seconds} 秒后可重新发送',
  startOver: '返回修改信息',
  'residents.code_wrong': '验证码不对，还可以试 {attemptsLeft} 次',
  'residents.code_expired': '验证码已失效，请重新获取',
  'residents.details_not_confirmed':
    '无法用这些信息完成登记。请核对姓名、证件号码和手机号；若您登记过，请使用登记时的手机号，或到社区办理。',
  'residents.document_invalid': '证件号码不对，请逐位核对',
  'residents.phone_invalid': '手机号不对',
  'residents.name_invalid': '姓名含有不应出现的字符',
  'residents.too_many_codes': '验证码发送次数过多，请过一会儿再试',
  'residents.resend_too_early': '请稍候再重新发送',
  'residents.enrolment_not_found': '这次登记已失效，请重新开始',
} as const
const en: { readonly [K in keyof typeof zh]: string } = {
  title: 'Get your health code',
  lead: 'Register once; after that the code opens without a network. With a new phone, register again with the same details.',
  name: 'Name',
  nameHint: 'As on your document',
  nameMissing: 'Please enter your name',
  phone: 'Mobile number',
  phoneHint: 'Receives one 6-digit code',
  phoneWrong: 'Please enter a number that can receive SMS',
  next: 'Send me the code',
  sending: 'Sending…',
  privacy: 'How your details are kept',
  formatOnly: 'This system checks the form of the number only; it does not verify your identity with the police register.',
  codeTitle: 'Enter the code',
  codeLead: '6 digits were sent to the phone ending in {end}',
  code: 'Code',
  codeExpires: 'Valid until {time}',
  confirm: 'Finish',
  confirming: 'Registering…',
  resend: 'Send again',
  resendIn: 'Send again in {seconds} s',
  startOver: 'Back to my details',
  'residents.code_wrong': 'That is not the code. {attemptsLeft} more tries',
  'residents.code_expired': 'This code is no longer valid. Ask for a new one',
  'residents.details_not_confirmed':
    'Registration is not possible with these details. Compare name, document number and phone; if you registered before, use the phone number you gave then, or go to your community office.',
  'residents.document_invalid': 'The document number is not right. Compare digit by digit',
  'residents.phone_invalid': 'The phone number is not right',
  'residents.name_invalid': 'The name has a character that does not belong',
  'residents.too_many_codes': 'Too many codes were sent. Try again a little later',
  'residents.resend_too_early': 'Wait a moment before sending again',
  'residents.enrolment_not_found': 'This registration has ended. Please start again',
}

export const sayRegister = createTranslate<typeof zh>({ 'zh-CN': zh, en }, () => locale.value)

/** The words for a refusal that registration knows, else undefined. */
export function sayRegisterRefusal({ code, details }: { code: string; details: Readonly<Record<string, unknown>> }): string | undefined {
  if (!(code in zh)) return undefined
  return sayRegister(code as keyof typeof zh, { attemptsLeft: Number(details.attemptsLeft ?? 0) })
}
