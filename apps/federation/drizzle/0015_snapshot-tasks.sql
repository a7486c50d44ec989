ALTER TABLE "federation"."task_items" ADD COLUMN "snapshot_id" uuid;--> statement-breakpoint
ALTER TABLE "federation"."tasks" ADD COLUMN "snapshot" jsonb;