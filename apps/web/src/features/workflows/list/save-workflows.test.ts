import { expect, it } from 'vitest';
import { aWorkflow } from '#/test-support/a-workflow.ts';
import { csvOf } from '#/table/save-rows.ts';
import { WORKFLOW_CELLS } from './save-workflows.ts';

it('writes a row for each workflow with its stages, and no name becomes a formula', () => {
  const [header = '', row = ''] = csvOf(WORKFLOW_CELLS, [
    aWorkflow({
      target: '=cmd()',
      msg: '',
      usual: { seconds: 12.5, stages: {} },
      stages: [
        {
          name: 'reach',
          state: 'done',
          startedAt: '2026-11-29T06:00:00.000Z',
          endedAt: '2026-11-29T06:00:01.500Z',
        },
        { name: 'register', state: 'waiting' },
      ],
    }),
  ]).split('\r\n');
  const cells = row.split(',');
  const cell = (name: string) => cells[header.split(',').indexOf(name)];
  expect(cell('target')).toBe("'=cmd()");
  expect(cell('usualSeconds')).toBe('12.5');
  expect(cell('stages')).toBe('reach: done 1.5 s; register: waiting');
});
