import { openDatabase } from '../open-database.ts';

/** A separate program: opens the database in a directory, writes a row, reports that and runs until it is killed. */
const opened = await openDatabase({ dataDir: process.argv[2] ?? '' });
if (!opened.ok) throw new Error(opened.error.message);
await opened.value.script('create table kept (n int); insert into kept values (1)');
process.stdout.write('open\n');
setInterval(() => {}, 1000);
