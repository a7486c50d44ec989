import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/store/schema.ts',
    './src/store/task-schema.ts',
    './src/store/transition-schema.ts',
    './src/store/series-schema.ts',
    './src/store/problem-schema.ts',
  ],
  out: './drizzle',
  schemaFilter: ['federation'],
});
