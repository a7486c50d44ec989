import { expect, it } from 'vitest';
import { taskItemsCsv } from './save-task-items.ts';

it('writes a row for each volume with its reason, and no name becomes a formula', () => {
  const [header, row] = taskItemsCsv([
    {
      index: 0,
      target: { UUID: 'u', name: '=cmd()', projectName: 'p', clusterId: 'c', size: '4096' },
      state: 'failed',
      failure: { kind: 'gone', reason: 'there is none, any more' },
      isModified: true,
      mayBeInUse: false,
    },
  ]).split('\r\n');
  expect(header).toBe(
    'name,UUID,projectName,clusterId,volumeName,volumeUUID,size,state,failure,reason,isModified,mayBeInUse,isScheduled,startedAt,endedAt',
  );
  expect(row).toBe(`'=cmd(),u,p,c,,,4096,failed,gone,"there is none, any more",true,false,,,`);
});
