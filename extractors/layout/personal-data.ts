/** Mobile and land-line numbers, identity card numbers. */
const numbers = /(?<![\d.])(?:1[3-9]\d{9}|0\d{2,3}[-－]\d{7,8}|\d{17}[\dXx])(?![\d.])/gu;
/** A name or number behind the word that announces it. */
const announced =
  /((?:填表人|填报人|制表人|审核人|经办人|联系人|联系电话|负责人签字|单位负责人|部门负责人|项目负责人)(?:（[^）]{0,6}）)?[：:]\s*)[^\s，。；、,;]{2,14}/gu;

/**
 * Text with personal data cut out: `[…]` in its place.
 * @returns the text and how many pieces were cut
 */
export function cutPersonalData(text: string): { readonly text: string; readonly cut: number } {
  let cut = 0;
  const plain = text
    .replace(announced, (_, label: string) => {
      cut++;
      return `${label}[…]`;
    })
    .replace(numbers, () => {
      cut++;
      return '[…]';
    });
  return { text: plain, cut };
}

/** A line that is there for a signature: 填表人：…, 联系电话：…; gives its label, null for any other line. */
export function signatureLabel(text: string): string | null {
  const found =
    /^(?:单位|部门|项目)?(?:填表人|填报人|制表人|审核人|经办人|联系人|联系电话|电话|负责人)(?:签字|签名|（签字）|（签章）|\(签字\))?\s*[：:]/u.exec(
      text.trim(),
    );
  return found ? found[0] : null;
}
