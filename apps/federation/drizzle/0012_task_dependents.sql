ALTER TABLE "federation"."task_items" ADD COLUMN "snapshots" integer;--> statement-breakpoint
ALTER TABLE "federation"."task_items" ADD COLUMN "clones" integer;--> statement-breakpoint
ALTER TABLE "federation"."tasks" ADD COLUMN "snapshots" integer;--> statement-breakpoint
ALTER TABLE "federation"."tasks" ADD COLUMN "clones" integer;