import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flags, methods, states } from '../../schemas/field.ts';

const english = readFileSync('README.md', 'utf8');
const chinese = readFileSync('README.zh-CN.md', 'utf8');

describe('README.md and README.zh-CN.md', () => {
  it('say what every flag, method and state means', () => {
    for (const word of [...flags, ...methods, ...states]) {
      expect(english, word).toContain(`\`${word}\``);
      expect(chinese, word).toContain(`\`${word}\``);
    }
  });

  it('link one another, and pages that are there', () => {
    expect(english).toContain('(README.zh-CN.md)');
    expect(chinese).toContain('(README.md)');
    for (const [, target = ''] of `${english}${chinese}`.matchAll(/\]\(([^)#:]+)\)/gu))
      expect(existsSync(target), target).toBe(true);
  });
});
