ALTER TABLE "bff"."sessions" ADD COLUMN "preview_role" text;--> statement-breakpoint
ALTER TABLE "bff"."sessions" ADD COLUMN "sealed_own_token" text;