ALTER TABLE "federation"."task_items" ADD COLUMN "of_volume" jsonb;--> statement-breakpoint
ALTER TABLE "federation"."task_items" ADD COLUMN "is_scheduled" boolean;--> statement-breakpoint
ALTER TABLE "federation"."tasks" ADD COLUMN "scheduled" integer;