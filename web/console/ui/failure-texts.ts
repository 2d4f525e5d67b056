/** What a failure means and what to do next, in words. Codes that one feature alone can meet are said by that feature. */
import type { Texts } from '../words/texts.ts'

export const failureTexts = {
  unreachable: ['连接不上服务器', 'The server cannot be reached'],
  unreachableNext: ['请检查网络，然后再试。', 'Check the network, then try again.'],
  late: ['服务器没有及时回应', 'The server did not answer in time'],
  lateNext: ['请稍等再试。', 'Wait a moment, then try again.'],
  perhapsDone: ['不确定是否已经完成：请先查看，再重试。', 'It may have been done all the same: look before you try again.'],
  overloaded: ['服务器繁忙', 'The server is busy'],
  overloadedNext: ['请稍等再试。采样和验码优先于本页面。', 'Wait a moment and try again. Sampling and gate checks come before this page.'],
  overloadedIn: [
    '请在 {seconds} 秒后再试。采样和验码优先于本页面。',
    'Try again in {seconds} s. Sampling and gate checks come before this page.',
  ],
  broken: ['服务器出错了', 'Something went wrong on the server'],
  brokenNext: [
    '请再试一次。若仍然出错，请把下面的代码告诉管理员。',
    'Try once more. If it happens again, tell an administrator the code below.',
  ],
  unauthenticated: ['登录已结束', 'You are signed out'],
  unauthenticatedNext: ['请重新登录。', 'Sign in again.'],
  forbidden: ['您的角色无权这样做', 'Your role does not allow this'],
  forbiddenNext: ['如确有需要，请联系管理员。', 'If you need it for your work, ask an administrator.'],
  invalid: ['有内容填写不正确', 'Something was not filled in correctly'],
  notFound: ['没有找到', 'Not found'],
  notFoundNext: ['可能已被删除，或链接有误。', 'It may be gone, or the link may be wrong.'],
  refused: ['没有完成', 'This was not done'],
  tooLarge: ['文件太大', 'The file is too large'],
  code: ['代码', 'Code'],
  retry: ['重试', 'Try again'],
} satisfies Texts
