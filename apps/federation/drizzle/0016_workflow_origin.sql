ALTER TABLE "federation"."workflows" ADD COLUMN "origin" text;--> statement-breakpoint
CREATE INDEX "workflows_created" ON "federation"."workflows" USING btree ("created_at","sequence");--> statement-breakpoint
CREATE INDEX "tasks_created" ON "federation"."tasks" USING btree ("created_at","sequence");--> statement-breakpoint
CREATE INDEX "tasks_retries" ON "federation"."tasks" USING btree ("retry_of") WHERE retry_of is not null;